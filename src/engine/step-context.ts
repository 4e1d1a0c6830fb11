import type { PlainOutputs } from './define-node.ts';
import type { KeyWriter } from './key-writer.ts';
import type { PlanOptions } from './plan-options.ts';
import type { OrderedNode } from './plan-order.ts';
import type { Step } from './plan-step.ts';
import type { WorkflowNode } from './workflow.ts';

/** What planning one step stands on. */
export interface StepContext {
  readonly node: WorkflowNode;
  readonly ordered: OrderedNode;
  readonly index: number;
  readonly firstCell: number;
  readonly options: PlanOptions;
  readonly steps: readonly Step[];
  readonly writer: KeyWriter;
  readonly outputsOf: (source: number, cell: number) => PlainOutputs | undefined;
}
