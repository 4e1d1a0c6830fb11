import type { Axis, AxisItem } from './axis.ts';
import type { Finding } from './finding.ts';
import type { NodeContext } from './node-context.ts';
import type { Param, Params, ResolvedParam } from './param.ts';
import type { Failure } from './problem.ts';
import type { ProviderTerms } from './provider-terms.ts';
import type { RequestValue, ValueKind, ValueTypes } from './value.ts';

export interface InputPort {
  readonly kind: ValueKind;
  readonly label: string;
  readonly help?: string;
  readonly required?: boolean;
  /** Receives the whole grid of values instead of running the node once for each of them. */
  readonly collects?: boolean;
}

export interface OutputPort {
  readonly kind: ValueKind;
  readonly label: string;
  readonly help?: string;
  /** May stay empty: what reads it then does not run. */
  readonly optional?: true;
  /** Name of the axis along which this port emits a list; the node then returns an array for it. */
  readonly axis?: string;
}

export type InputPorts = Readonly<Record<string, InputPort>>;
export type OutputPorts = Readonly<Record<string, OutputPort>>;

/** All values that reach a collecting port: row-major over `axes`, the last axis fastest. */
export interface Grid<T> {
  readonly axes: readonly Axis[];
  readonly cells: readonly T[];
}

type PortInput<P extends InputPort> = P['collects'] extends true
  ? Grid<ValueTypes[P['kind']]>
  : ValueTypes[P['kind']];
type PortOutput<P extends OutputPort> = P['axis'] extends string
  ? readonly ValueTypes[P['kind']][]
  : ValueTypes[P['kind']];

export type InputsOf<I extends InputPorts> = {
  readonly [K in keyof I as I[K]['required'] extends true ? K : never]: PortInput<I[K]>;
} & {
  readonly [K in keyof I as I[K]['required'] extends true ? never : K]?: PortInput<I[K]>;
};
export type OutputsOf<O extends OutputPorts> = {
  readonly [K in keyof O as O[K]['optional'] extends true ? never : K]: PortOutput<O[K]>;
} & {
  readonly [K in keyof O as O[K]['optional'] extends true ? K : never]?: PortOutput<O[K]>;
};
export type ParamsOf<P extends Params> = { readonly [K in keyof P]: ResolvedParam<P[K]> };

/** What a node function is given. Required inputs are present, optional ones may be undefined. */
export interface NodeArgs<I extends InputPorts, P extends Params> {
  readonly inputs: InputsOf<I>;
  readonly params: ParamsOf<P>;
  readonly node: { readonly id: string; readonly title: string };
}

/** The part of `NodeArgs` that is known at plan time: an unconnected or not yet known input is undefined. */
export interface PlanArgs<I extends InputPorts, P extends Params> {
  readonly inputs: Partial<InputsOf<I>>;
  readonly params: ParamsOf<P>;
  readonly node: { readonly id: string; readonly title: string };
  /** Hash under which this step's result will be kept; names files that do not exist yet. */
  readonly key: string;
  /** Whether an edge feeds this input, even where its value is not known yet. */
  wired(port: keyof I & string): boolean;
  /** What the provider makes of requests where it has terms of its own. For findings and prices: no output may depend on it. */
  readonly terms?: ProviderTerms | undefined;
  /** Whether a job of before was paid for the take of this request, so that it is fetched and not bought. */
  readonly isPaid?: (request: RequestValue) => boolean;
}

/** What a step will spend if it runs. */
export interface Estimate {
  readonly jobCount: number;
  readonly costUsd: number;
  readonly megapixels: number;
  /** Jobs whose price nobody knows; `costUsd` is without them. */
  readonly unpricedCount?: number;
  /** Takes that are paid for already: they are fetched, and cost nothing. */
  readonly fetchedCount?: number;
}

interface NodeDeclaration<I extends InputPorts, O extends OutputPorts, P extends Params> {
  /** Permanent id, equal to the file name. */
  readonly id: string;
  /** 1 plus the number of upgrade steps. */
  readonly version: number;
  readonly title: string;
  readonly category: 'Input' | 'Prepare' | 'Request' | 'Spend' | 'Experiment' | 'Review' | 'Output' | 'Flow';
  readonly help: string;
  readonly inputs: I;
  readonly outputs: O;
  readonly params: P;
  /** The endpoint that the requests of this node go to. */
  readonly endpoint?: string;
  /** Runs when nobody names a target: what a person would look at or keep. */
  readonly isTarget?: boolean;
  /** `spend` submits paid jobs and depends on the provider; `write` leaves files behind. */
  readonly effect?: 'spend' | 'write';
  /** Keeps results across sessions, for steps that cost time or money. */
  readonly persist?: boolean;
  /** Its outputs name the node, e.g. where a fix sets a param, so no result is taken over from an equal node. */
  readonly namesItself?: true;
  /**
   * Ports and params that depend on what a node has stored under the param `by`, e.g. the schema of a web service.
   * `of` is pure and gets untrusted data; the registry asks it once for each stored object.
   */
  readonly specialise?: {
    readonly by: string;
    of(stored: object): NodeType | null;
    /** Set by the registry on what `of` made. */
    readonly isDone?: true;
  };
  /** Steps from typeVersion n to n+1, in order: stored params in, stored params out. Never edited later. */
  readonly upgrade?: readonly ((params: Readonly<Record<string, unknown>>) => Record<string, unknown>)[];
  /** Length of the list that an output with an axis will emit. */
  axisLength?(port: keyof O & string, args: PlanArgs<I, P>): number;
  /** The places of such a list, as many as `axisLength`; only for a node without inputs. */
  axisItems?(port: keyof O & string, args: PlanArgs<I, P>): readonly AxisItem[];
  check?(args: PlanArgs<I, P>): readonly Finding[];
  estimate?(args: PlanArgs<I, P>): Estimate | null;
}

/** Pure and instant: planned and run by the same function. */
interface DerivedNode<I extends InputPorts, O extends OutputPorts, P extends Params>
  extends NodeDeclaration<I, O, P> {
  derive(args: NodeArgs<I, P>): OutputsOf<O> | Failure;
}

/** Does work: `forecast` tells what is known of its outputs beforehand. */
interface WorkingNode<I extends InputPorts, O extends OutputPorts, P extends Params>
  extends NodeDeclaration<I, O, P> {
  forecast?(args: NodeArgs<I, P> & { readonly key: string }): Partial<OutputsOf<O>>;
  run(args: NodeArgs<I, P>, context: NodeContext): Promise<OutputsOf<O> | Failure>;
  /** Whether a kept result may still be used, e.g. that the file it wrote is still there. */
  stillValid?(outputs: OutputsOf<O>, context: NodeContext, params: ParamsOf<P>): Promise<boolean>;
}

export type PlainOutputs = Readonly<Record<string, unknown>>;

interface PlainArgs {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly params: Readonly<Record<string, unknown>>;
  readonly node: { readonly id: string; readonly title: string };
}

/** `PlanArgs` with its types erased. */
export interface PlainPlanArgs extends PlainArgs {
  readonly key: string;
  wired(port: string): boolean;
  readonly terms?: ProviderTerms | undefined;
}

/** A node type with its port and param types erased: what registry, planner and runner work with. */
export interface NodeType
  extends Omit<
    NodeDeclaration<InputPorts, OutputPorts, Params>,
    'axisLength' | 'axisItems' | 'check' | 'estimate'
  > {
  axisLength?(port: string, args: PlainPlanArgs): number;
  axisItems?(port: string, args: PlainPlanArgs): readonly AxisItem[];
  check?(args: PlainPlanArgs): readonly Finding[];
  estimate?(args: PlainPlanArgs): Estimate | null;
  derive?(args: PlainArgs): PlainOutputs | Failure;
  forecast?(args: PlainArgs & { readonly key: string }): PlainOutputs;
  run?(args: PlainArgs, context: NodeContext): Promise<PlainOutputs | Failure>;
  stillValid?(outputs: PlainOutputs, context: NodeContext, params: PlainOutputs): Promise<boolean>;
}

/** Declares a node type; inputs, params and outputs of its functions are inferred from the declaration. */
export function defineNode<
  const I extends InputPorts,
  const O extends OutputPorts,
  const P extends Readonly<Record<string, Param>>,
>(declaration: DerivedNode<I, O, P> | WorkingNode<I, O, P>): NodeType {
  const steps = declaration.upgrade?.length ?? 0;
  if (declaration.version !== steps + 1) {
    throw new Error(
      `${declaration.id}: version ${declaration.version} needs ${declaration.version - 1} upgrade steps`,
    );
  }
  return declaration as unknown as NodeType;
}
