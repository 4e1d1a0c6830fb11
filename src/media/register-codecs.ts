import { registerMediabunnyServer } from '@mediabunny/server';
import { Logging, LogLevel, registerEncoder } from 'mediabunny';
import { H264Encoder } from './h264-encoder.ts';

let registered = false;

/**
 * Makes decoders and encoders known to mediabunny, once per process. Software codecs only: a hardware decoder
 * may round pixels differently, and results are keyed by content.
 */
export function registerCodecs(): void {
  if (registered) return;
  registered = true;
  Logging.level = LogLevel.Silent;
  // The first one that says it can is taken.
  registerEncoder(H264Encoder);
  registerMediabunnyServer({ hardwareContext: null });
}
