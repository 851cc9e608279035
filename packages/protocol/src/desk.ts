import type { z } from 'zod';
import type {
  agentSettingsSchema,
  agentStatusSchema,
  callbackSchema,
  customerCardSchema,
  deskCommandSchemas,
  deskNewsSchemas,
  deskTargetsSchema,
  deskValueSchemas,
  deskViewSchema,
  earlierCallSchema,
  formFieldSchema,
  hoursSchema,
  queueDoorSchema,
  queueLineSchema,
  queueSettingsSchema,
  seatSchema,
  unreachableSchema,
  visitSchema,
  waitSchema,
  wishSchema,
} from './deskSchemas.js';

/** What an agent is doing, in the words of the console. The first three are chosen, the others come by themselves. */
export type AgentStatus = z.infer<typeof agentStatusSchema>;
/** What an agent may choose. */
export type Wish = z.infer<typeof wishSchema>;
/** Why an agent could not be reached, were a call offered. */
export type Unreachable = z.infer<typeof unreachableSchema>;

/** An agent's own place at the desk. */
export interface SeatView extends z.infer<typeof seatSchema> {}
export interface QueueLine extends z.infer<typeof queueLineSchema> {}
export interface DeskView extends z.infer<typeof deskViewSchema> {}
export interface EarlierCall extends z.infer<typeof earlierCallSchema> {}
export interface CustomerCard extends z.infer<typeof customerCardSchema> {}
export interface DeskTargets extends z.infer<typeof deskTargetsSchema> {}
/** A wait, as good as surely between these two, in ms. */
export interface Wait extends z.infer<typeof waitSchema> {}

/** What a customer's page shows before anybody is called. */
export interface QueueDoor extends z.infer<typeof queueDoorSchema> {}
export interface FormField extends z.output<typeof formFieldSchema> {}
export interface OpeningHours extends z.output<typeof hoursSchema> {}
/** What a customer filled in; the `text` of a request that calls a queue is this as JSON. */
export interface Visit extends z.output<typeof visitSchema> {}
export interface Callback extends z.infer<typeof callbackSchema> {}

export interface QueueSettings extends z.output<typeof queueSettingsSchema> {}
export interface AgentSettings extends z.output<typeof agentSettingsSchema> {}

export type DeskCommand = keyof typeof deskCommandSchemas;
export type DeskInput<C extends DeskCommand> = z.input<(typeof deskCommandSchemas)[C]>;
export type DeskPayload<C extends DeskCommand> = z.output<(typeof deskCommandSchemas)[C]>;
export type DeskValues = { readonly [C in DeskCommand]: z.infer<(typeof deskValueSchemas)[C]> };
export type DeskNewsName = keyof typeof deskNewsSchemas;
export type DeskNewsMap = { readonly [N in DeskNewsName]: z.infer<(typeof deskNewsSchemas)[N]> };
