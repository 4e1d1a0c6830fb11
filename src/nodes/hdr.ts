import { hdr as endpoint } from '../fal/endpoints/hdr.ts';
import { defineRequest } from '../requests/define-request.ts';

/** A request to lift a clip into high dynamic range. Spends nothing by itself. */
export const hdr = defineRequest({ id: 'hdr', endpoint });
