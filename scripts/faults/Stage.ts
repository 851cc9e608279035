import { chromium } from '@playwright/test';
import { findTurnServer } from '../../e2e/findTurnServer.js';
import { Browsers, People } from '../../e2e/People.js';
import type { Person } from '../../e2e/Person.js';
import { type RunningServer, startServer } from '../../e2e/server.js';
import { startTurnServer, type TurnServer } from '../../e2e/turnServer.js';
import { TurnProxy } from './TurnProxy.js';
import { holdConnections } from './watching.js';

/** Two people in two browsers, their server, and the relay that their media goes through. */
export interface Stage {
  readonly server: RunningServer;
  readonly turn: TurnServer;
  readonly proxy: TurnProxy;
  readonly people: People;
  readonly ann: Person;
  readonly bob: Person;
}

/** Sets it up for one round, and takes it away again. `isRelayed`: media goes through the relay alone. */
export async function onStage<T>(isRelayed: boolean, play: (stage: Stage) => Promise<T>): Promise<T> {
  const program = findTurnServer();
  if (program === null) throw new Error('coturn is needed: install it, or set FRONTDESK_TURNSERVER to its path.');
  const turn = await startTurnServer(program);
  const proxy = await TurnProxy.open(turn);
  const relayed = { ICE_POLICY: 'relay', TURN_URLS: proxy.urls.join(','), TURN_SECRET: turn.secret };
  const server = await startServer(isRelayed ? relayed : {});
  const browsers = new Browsers(chromium);
  const people = new People(server.url, browsers);
  try {
    const [ann, bob] = [await people.open('Ann'), await people.open('Bob')];
    for (const person of [ann, bob]) {
      await holdConnections(person.page);
      await person.page.reload();
      await person.join();
    }
    return await play({ server, turn, proxy, people, ann, bob });
  } finally {
    await people.goHome().catch(() => undefined);
    await browsers.close();
    await server.stop();
    proxy.close();
    await turn.stop();
  }
}

/** They talk, and see and hear each other. */
export async function talk({ ann, bob }: Stage): Promise<void> {
  await ann.call(bob);
  await bob.expectRinging(ann);
  await bob.accept(ann);
  await ann.expectVideoCallWith(bob);
  await bob.expectVideoCallWith(ann);
}
