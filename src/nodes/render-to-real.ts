import { renderToReal as endpoint } from '../fal/endpoints/render-to-real.ts';
import { withTrigger } from '../fal/trigger.ts';
import { defineRequest } from '../requests/define-request.ts';

/** A request to turn a clip into photoreal footage with the 3DREAL adapter. Spends nothing by itself. */
export const renderToReal = defineRequest({ id: 'render-to-real', endpoint, completePrompt: withTrigger });
