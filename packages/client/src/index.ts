export { CallClient } from './CallClient.js';
export type { CallClientOptions, CallClientPorts } from './ClientParts.js';
export { BROWSER_CLOCK, type Clock } from './Clock.js';
export type { Credentials, RenewOutcome } from './Credentials.js';
export type { Chat } from './chat/Chat.js';
export type { ChatEntry, ChatEntryFile, ChatProblem, ChatView } from './chat/chatViews.js';
export { browserProbes } from './check/browserProbes.js';
export {
  NETWORK_STEPS,
  NetworkCheck,
  type NetworkStep,
  type NetworkSummary,
  type NetworkView,
  type StepResult,
  summaryOf,
} from './check/NetworkCheck.js';
export { claimRing, type RingClaim } from './claimRing.js';
export type { PageLife } from './connection/PageLife.js';
export { browserReach } from './desk/browserReach.js';
export type { CardView } from './desk/DeskCards.js';
export { DeskClient, type DeskPlace, type DeskState } from './desk/DeskClient.js';
export type { DeskLine } from './desk/DeskLine.js';
export type { NotesView } from './desk/DeskNotes.js';
export {
  type Fetched,
  type FetchProblem,
  HttpOffice,
  type RecordPage,
  type RecordSearch,
  type StaffList,
} from './desk/HttpOffice.js';
export { Leading, type LeadView } from './desk/Leading.js';
export { Reachability, type ReachProbes, type ReachView } from './desk/Reachability.js';
export { type CheckState, REACH_CHECKS, type ReachCheck, type SoundState } from './desk/reach.js';
export { StaffIdentity, type StaffView } from './desk/StaffIdentity.js';
export {
  type Done,
  type FirstAdmin,
  httpStaffDoor,
  type SignInProblem,
  type StaffDoor,
  type WelcomeProblem,
} from './desk/staffDoor.js';
export type { EffectKind, EffectsView, EffectView } from './effects/effect.js';
export { type ContinueResult, Identity, type IdentityPorts, type JoinResult } from './identity/Identity.js';
export type { JoinProblem, Session, SessionDoor } from './identity/sessions.js';
export type { TabChannel, TabMessage } from './identity/TabChannel.js';
export { browserKeep, Keep } from './Keep.js';
export { Devices } from './media/Devices.js';
export type { DeviceNotices } from './media/DeviceWatch.js';
export { LevelMeter } from './media/LevelMeter.js';
export type { MediaResult } from './media/LocalMedia.js';
export { openPreview, type Preview } from './media/openPreview.js';
export type { ScreenShare, ScreenView } from './media/ScreenShare.js';
export type { ScreenProblem } from './media/screenProblem.js';
export type { Slot, SlotLimit } from './media/slots.js';
export type { WarmDevices } from './media/WarmDevices.js';
export { type Link, type LinkOptions, type LinkState, type MakeLink, PeerLink } from './PeerLink.js';
export { type BrowserName, isThisInApp, type Platform, platformOf, type SystemName, thisPlatform } from './platform.js';
export type { Grade, QualityReason, QualityStep } from './quality/grade.js';
export type { MicState } from './quality/MicWatch.js';
export type * from './quality/QualityView.js';
export type { DirectionSample, Route, Sample, SlotSample } from './quality/Sample.js';
export type { PictureSize, ToldQuality } from './quality/told.js';
export { Customer, type VisitMark } from './queue/Customer.js';
export { claimLine, type LineClaim, type LineClaimState } from './queue/claimLine.js';
export { type DoorView, DoorWatch } from './queue/DoorWatch.js';
export { type CallbackWish, httpQueue, type QueueApi, type QueueProblem, type Rating } from './queue/QueueApi.js';
export { randomId } from './randomId.js';
export type * from './room/roomViews.js';
export { type Store, WritableStore } from './Store.js';
export type * from './views.js';
export type { CallAnswer, WayBackOffer } from './wayBack/offers.js';
export type { KeptCall, WayBack } from './wayBack/WayBack.js';
