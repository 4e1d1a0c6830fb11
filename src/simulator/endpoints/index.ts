import { renderToRealSimulation } from './render-to-real.ts';
import type { SimulatedEndpoint } from './simulated-endpoint.ts';

/** Every endpoint that the simulator plays: one file and one entry each. */
export const SIMULATED_ENDPOINTS: readonly SimulatedEndpoint[] = [renderToRealSimulation];
