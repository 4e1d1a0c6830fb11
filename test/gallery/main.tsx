import '../../src/renderer/styles.ts';
import './gallery.css';
import { Tooltip } from 'radix-ui';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { EmptyPlaces } from './EmptyPlaces.tsx';
import { fillWithNothing, fillWithSamples } from './fill-stores.ts';
import { Parts } from './Parts.tsx';

/** `?theme=light` or `dark`; `?part=parts`, or `empty` for what is shown where nothing is there yet, else both. */
const asked = new URLSearchParams(location.search);
const theme = asked.get('theme') === 'light' ? 'light' : 'dark';
const part = asked.get('part');
document.documentElement.dataset.theme = theme;
if (part === 'empty') fillWithNothing();
else fillWithSamples();

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Tooltip.Provider>
      <main className="gallery-page">
        {part === 'empty' ? (
          <EmptyPlaces />
        ) : (
          <>
            <h1>The parts of the editor</h1>
            <Parts />
            {part === null && (
              <iframe title="Where nothing is there yet" src={`?part=empty&theme=${theme}`} />
            )}
          </>
        )}
      </main>
    </Tooltip.Provider>
  </StrictMode>,
);
