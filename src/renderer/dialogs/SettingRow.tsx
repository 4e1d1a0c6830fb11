import type { ReactNode } from 'react';

interface SettingRowProps {
  readonly label: string;
  readonly htmlFor?: string;
  readonly help?: ReactNode;
  readonly children: ReactNode;
}

/** One choice with its name and what it means. */
export function SettingRow({ label, htmlFor, help, children }: SettingRowProps) {
  return (
    <div className="setting">
      {htmlFor ? <label htmlFor={htmlFor}>{label}</label> : <span className="setting__label">{label}</span>}
      <div>
        {children}
        {help && <p className="quiet small">{help}</p>}
      </div>
    </div>
  );
}
