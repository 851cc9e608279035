/** People, calls and pictures that look real, for the galleries and the tests of what is shown. */
export * from './Clicked.js';
export * from './chats.js';
export * from './people.js';
export * from './portraits.js';
export * from './rooms.js';
export * from './screens.js';
