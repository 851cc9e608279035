import { userIdSchema } from '@frontdesk/protocol/schemas';
import {
  invitationSchema,
  inviteSchema,
  oneTimeLinkSchema,
  staffChangeSchema,
  staffMemberSchema,
} from '@frontdesk/protocol/schemas/staff';
import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import { type ApiEnv, type Doors, ROLES } from './access.js';
import { nextSchema, pageOf, pageQuery } from './paging.js';
import { denied } from './problem.js';
import { answers, body, needs, problems } from './routeParts.js';
import { linkTo, type StaffParts, visitorOf } from './StaffParts.js';

const tags = ['Staff'];
const security = needs(ROLES.manageStaff);
const ofUser = z.object({ userId: userIdSchema.describe('The account').meta({ example: 'staff-k7m-29q-xw4' }) });
const ofInvitation = z.object({
  invitationId: z.string().min(1).max(64).describe('The invitation').meta({ example: 'Jm3x9Q0bL2aT' }),
});
const staffSchema = z.object({ staff: z.array(staffMemberSchema).readonly(), next: nextSchema }).meta({ id: 'Staff' });
const invitationsSchema = z
  .object({ invitations: z.array(invitationSchema).readonly(), next: nextSchema })
  .meta({ id: 'Invitations' });

const MEMBER = {
  userId: 'staff-k7m-29q-xw4',
  name: 'Ines Ortega',
  email: 'ines@example.com',
  role: 'agent' as const,
  isDisabled: false,
  signsInBy: ['password' as const],
  createdAt: 1_795_000_000_000,
};
const INVITATION = {
  invitationId: 'Jm3x9Q0bL2aT',
  email: 'ines@example.com',
  name: 'Ines Ortega',
  role: 'agent' as const,
  expiresAt: 1_795_604_800_000,
};
const link = (kind: string) =>
  answers('The link: hand it to them', oneTimeLinkSchema, {
    url: `https://calls.example.com/console/#${kind}=k3yW…`,
    expiresAt: INVITATION.expiresAt,
  });

function listRoute(doors: Doors) {
  return createRoute({
    tags,
    security,
    method: 'get',
    path: '/staff',
    operationId: 'listStaff',
    summary: 'Who has an account',
    description: 'By user id.',
    middleware: doors.seeStaff,
    request: { query: pageQuery },
    responses: {
      200: answers('The accounts', staffSchema, { staff: [MEMBER], next: null }),
      ...problems(400, 401, 403),
    },
  });
}

function invitationsRoute(doors: Doors) {
  return createRoute({
    tags,
    security,
    method: 'get',
    path: '/staff/invitations',
    operationId: 'listInvitations',
    summary: 'Who was invited and has not come yet',
    middleware: doors.seeStaff,
    request: { query: pageQuery },
    responses: {
      200: answers('The invitations', invitationsSchema, { invitations: [INVITATION], next: null }),
      ...problems(400, 401, 403),
    },
  });
}

function inviteRoute(doors: Doors) {
  return createRoute({
    tags,
    security,
    method: 'post',
    path: '/staff/invitations',
    operationId: 'invite',
    summary: 'Invite someone to have an account',
    description:
      'The link is good once, for 7 days; an earlier one for the same address is no longer. Nothing is sent: hand it over yourself. Where the company’s own sign-in gives no roles, who comes by it with this address takes up the invitation without the link. 409 where the address has an account.',
    middleware: [...doors.manageStaff],
    request: {
      body: body(inviteSchema, true, { email: INVITATION.email, name: INVITATION.name, role: INVITATION.role }),
    },
    responses: { 201: link('invitation'), ...problems(400, 401, 403, 409, 413, 415, 429) },
  });
}

function withdrawRoute(doors: Doors) {
  return createRoute({
    tags,
    security,
    method: 'delete',
    path: '/staff/invitations/{invitationId}',
    operationId: 'withdrawInvitation',
    summary: 'Take an invitation back',
    middleware: [...doors.manageStaff],
    request: { params: ofInvitation },
    responses: { 204: { description: 'Its link is no longer good' }, ...problems(400, 401, 403, 404, 429) },
  });
}

function changeRoute(doors: Doors) {
  return createRoute({
    tags,
    security,
    method: 'patch',
    path: '/staff/{userId}',
    operationId: 'changeStaff',
    summary: 'Change an account: name, role, or whether it is disabled',
    description:
      'A name and a role hold from the next token on, which is at most 10 minutes away. Who is disabled is signed out at once; a call they are in may be finished. 409 where nobody of role `admin` would be left.',
    middleware: [...doors.manageStaff],
    request: { params: ofUser, body: body(staffChangeSchema, true, { role: 'supervisor' }) },
    responses: {
      200: answers('The account, changed', staffMemberSchema, { ...MEMBER, role: 'supervisor' }),
      ...problems(400, 401, 403, 404, 409, 413, 415, 429),
    },
  });
}

function resetRoute(doors: Doors) {
  return createRoute({
    tags,
    security,
    method: 'post',
    path: '/staff/{userId}/reset',
    operationId: 'resetPassword',
    summary: 'Make a link to a new password',
    description:
      'Good once, for a day; the present password stays good until it is followed. 404 also for a disabled account.',
    middleware: [...doors.manageStaff],
    request: { params: ofUser },
    responses: { 201: link('reset'), ...problems(400, 401, 403, 404, 413, 429) },
  });
}

/** Who works here, for admins. */
export function staffAccountRoutes({ staff, origins }: StaffParts, doors: Doors): OpenAPIHono<ApiEnv> {
  const routes = new OpenAPIHono<ApiEnv>();
  routes.openapi(listRoute(doors), async (c) => {
    const { page, next } = pageOf(await staff.accounts.all(), ({ userId }) => userId, c.req.valid('query'));
    return c.json({ staff: page, next }, 200);
  });
  routes.openapi(invitationsRoute(doors), async (c) => {
    const open = await staff.links.invitations();
    const { page, next } = pageOf(open, ({ invitationId }) => invitationId, c.req.valid('query'));
    return c.json({ invitations: page, next }, 200);
  });
  routes.openapi(inviteRoute(doors), async (c) => {
    const made = await staff.invite(c.var.user.userId, c.req.valid('json'));
    if (!made) throw denied(c, 409, 'That email address has an account already');
    const { origin } = visitorOf(c, origins());
    return c.json({ url: linkTo(origin, 'invitation', made.secret), expiresAt: made.expiresAt }, 201);
  });
  routes.openapi(withdrawRoute(doors), async (c) => {
    const isWithdrawn = await staff.withdraw(c.var.user.userId, c.req.valid('param').invitationId);
    if (!isWithdrawn) throw denied(c, 404, 'There is no such invitation');
    return c.body(null, 204);
  });
  routes.openapi(changeRoute(doors), async (c) => {
    const changed = await staff.change(c.var.user.userId, c.req.valid('param').userId, c.req.valid('json'));
    if (changed.ok) return c.json(changed.after, 200);
    if (changed.why === 'unknown') throw denied(c, 404, 'There is no such account');
    throw denied(c, 409, 'This is the last admin: make someone else one first');
  });
  routes.openapi(resetRoute(doors), async (c) => {
    const made = await staff.resetLink(c.var.user.userId, c.req.valid('param').userId);
    if (!made) throw denied(c, 404, 'There is no such account, or it is disabled');
    const { origin } = visitorOf(c, origins());
    return c.json({ url: linkTo(origin, 'reset', made.secret), expiresAt: made.expiresAt }, 201);
  });
  return routes;
}
