import { Component, type ErrorInfo, type ReactNode } from 'react';
import { type Broken, BrokenPart } from './BrokenPart.tsx';
import { tellError } from './tell-error.ts';

interface ErrorBoundaryProps {
  /** What it holds, as the user calls it, at the beginning of a sentence: “This preview”. */
  readonly what: string;
  /** What is drawn. When one of these is another than when it failed, it is drawn again. */
  readonly of?: readonly unknown[];
  /** Drawn in place of what failed; by default a message with the way out. */
  readonly instead?: (broken: Broken) => ReactNode;
  readonly children: ReactNode;
}

interface BoundaryState {
  readonly isBroken: boolean;
  readonly wasRetried: boolean;
}

/** Keeps an error while drawing to the part that it happened in, says so there, and tells the host's log once. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, BoundaryState> {
  override state: BoundaryState = { isBroken: false, wasRetried: false };

  static getDerivedStateFromError(): Partial<BoundaryState> {
    return { isBroken: true };
  }

  override componentDidCatch(error: unknown, { componentStack }: ErrorInfo): void {
    tellError(`${this.props.what} can’t be shown`, error, componentStack);
  }

  override componentDidUpdate(before: ErrorBoundaryProps, stateBefore: BoundaryState): void {
    // What has failed just now has failed with what is drawn now.
    const hadFailed = this.state.isBroken && stateBefore.isBroken;
    if (hadFailed && !areSame(before.of, this.props.of))
      this.setState({ isBroken: false, wasRetried: false });
  }

  override render(): ReactNode {
    const { what, instead, children } = this.props;
    const { isBroken, wasRetried } = this.state;
    if (!isBroken) return children;
    const retry = wasRetried ? null : () => this.setState({ isBroken: false, wasRetried: true });
    return instead ? instead({ what, retry }) : <BrokenPart what={what} retry={retry} />;
  }
}

function areSame(before: readonly unknown[] = [], after: readonly unknown[] = []): boolean {
  return before.length === after.length && before.every((value, place) => Object.is(value, after[place]));
}
