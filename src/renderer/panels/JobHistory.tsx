import { useState } from 'react';
import { useStore } from 'zustand';
import { placesText } from '../../engine/places.ts';
import { isOpen } from '../../fal/job-state.ts';
import { ErrorBoundary } from '../boundaries/ErrorBoundary.tsx';
import { editor } from '../commands/editor.ts';
import { refreshJobs } from '../commands/refresh-host.ts';
import { matchesText } from '../parts/match-text.ts';
import { SearchBox } from '../parts/SearchBox.tsx';
import { JobRow } from './JobRow.tsx';

/** Rows drawn at once; older ones come with “Show more”. */
const PAGE = 60;
/** Jobs that are read at once beyond the newest. */
const OLDER = 1_000;

/** Every job that has ended or is stuck, newest first. */
export function JobHistory() {
  const jobs = useStore(editor.host, (state) => state.jobs);
  const jobCount = useStore(editor.host, (state) => state.jobCount);
  const [query, setQuery] = useState('');
  const [shown, setShown] = useState(PAGE);
  const found = jobs.filter(
    (job) =>
      (!isOpen(job.state) || job.problem !== null) &&
      matchesText(
        query,
        job.workflowName,
        job.endpoint,
        job.state,
        String(job.seed),
        placesText(job.places ?? {}),
      ),
  );
  return (
    <>
      <SearchBox label="Search history" value={query} onChange={setQuery} />
      <div className="panel__scroll">
        {found.length === 0 && (
          <p className="hint">
            {query === '' ? 'Jobs are listed here when they have ended.' : `No job matches “${query}”.`}
          </p>
        )}
        {found.slice(0, shown).map((job) => (
          <ErrorBoundary key={job.id} what="This job" of={[job]}>
            <JobRow job={job} />
          </ErrorBoundary>
        ))}
        {found.length > shown && (
          <button type="button" className="button button--quiet" onClick={() => setShown(shown + PAGE)}>
            Show more
          </button>
        )}
        {found.length <= shown && jobs.length < jobCount && (
          <div className="hint">
            <p>
              These are of the newest {jobs.length.toLocaleString('en')} of {jobCount.toLocaleString('en')}{' '}
              jobs.
            </p>
            <button
              type="button"
              className="button button--small"
              onClick={() => void refreshJobs(editor, jobs.length + OLDER)}
            >
              Load older jobs
            </button>
          </div>
        )}
      </div>
    </>
  );
}
