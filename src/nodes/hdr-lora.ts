import { hdrLora as endpoint } from '../fal/endpoints/hdr-lora.ts';
import { defineRequest } from '../requests/define-request.ts';

/** A request to lift a clip into high dynamic range through LoRAs. Spends nothing by itself. */
export const hdrLora = defineRequest({ id: 'hdr-lora', endpoint });
