import { LevelMeter } from '@frontdesk/client';
import { useState } from 'react';
import { CheckScreen } from './CheckScreen.js';
import { guestCheckPort } from './checkPort.js';

const meter = (stream: MediaStream) => new LevelMeter(stream);

/** The check for somebody who has not joined. */
export function GuestCheck() {
  const [port] = useState(guestCheckPort);
  return <CheckScreen port={port} meter={meter} />;
}
