import { checkCommand } from './check-command.ts';
import type { Declaration } from './command.ts';
import { exportCommand } from './export-command.ts';
import { importCommand } from './import-command.ts';
import { jobsCommand } from './jobs-command.ts';
import { nodesCommand } from './nodes-command.ts';
import { restoreCommand } from './restore-command.ts';
import { resumeCommand } from './resume-command.ts';
import { runCommand } from './run-command.ts';
import { serveCommand } from './serve-command.ts';
import { simulatorCommand } from './simulator-command.ts';

/** Every command, in the order of the help. */
export const COMMANDS: readonly Declaration[] = [
  runCommand,
  checkCommand,
  exportCommand,
  importCommand,
  nodesCommand,
  jobsCommand,
  restoreCommand,
  resumeCommand,
  serveCommand,
  simulatorCommand,
];
