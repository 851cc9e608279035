/** The screens of a call and their parts, one by one: for galleries and tests. Pages take `./live`. */
export { DeviceNews } from './call/DeviceNews.js';
export { DevicesPanel } from './call/DevicesPanel.js';
export { SmallCall } from './call/PictureWindow.js';
export { ChatPanel } from './chat/ChatPanel.js';
export { ChatPeek } from './chat/ChatPeek.js';
export { EndedChat } from './chat/EndedChat.js';
export { DetailsPanel } from './quality/DetailsPanel.js';
export { QualityBadge } from './quality/QualityBadge.js';
export { QualityNotices } from './quality/QualityNotices.js';
export { EndedScreen } from './screens/EndedScreen.js';
export { InCallScreen, type StartedView } from './screens/InCallScreen.js';
export { IncomingScreen } from './screens/IncomingScreen.js';
export { OutgoingScreen, type OutgoingView } from './screens/OutgoingScreen.js';
export { ResumingScreen } from './screens/ResumingScreen.js';
export { ShortcutsHelp } from './shortcuts/ShortcutsHelp.js';
export { SHORTCUTS } from './shortcuts/shortcuts.js';
