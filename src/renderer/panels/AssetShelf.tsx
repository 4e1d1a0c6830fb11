import { Upload } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { editor } from '../commands/editor.ts';
import { takeFiles } from '../commands/file-drop.ts';
import { useFileInput } from '../fields/use-file-input.tsx';
import { matchesText } from '../parts/match-text.ts';
import { SearchBox } from '../parts/SearchBox.tsx';
import { placeForNew } from '../stage/current-stage.ts';
import { AssetTile } from './AssetTile.tsx';

/** Clips, images and takes in the asset store; drag one to the canvas. */
export function AssetShelf() {
  const assets = useStore(editor.host, (state) => state.assets);
  const [query, setQuery] = useState('');
  const { input, choose } = useFileInput({
    multiple: true,
    accept: 'video/*,image/*,.mkv,.mov',
    onFiles: (files) => void takeFiles(editor, files, placeForNew()),
  });
  const found = assets.filter(({ name, contentType }) => matchesText(query, name, contentType));
  return (
    <>
      <SearchBox label="Search assets" value={query} onChange={setQuery} />
      <div className="panel__scroll">
        {assets.length === 0 && (
          <p className="hint">
            Clips and images that you drop on the canvas are kept here, and so is every take.
          </p>
        )}
        {assets.length > 0 && found.length === 0 && <p className="hint">No asset is called “{query}”.</p>}
        <ul className="shelf">
          {found.map((asset) => (
            <li key={asset.hash}>
              <AssetTile asset={asset} />
            </li>
          ))}
        </ul>
      </div>
      <div className="panel__foot">
        <button type="button" className="button" onClick={choose}>
          <Upload size={14} aria-hidden /> Add files…
        </button>
        {input}
      </div>
    </>
  );
}
