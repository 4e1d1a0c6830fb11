import type { Params } from '../engine/param.ts';
import type { Fields } from '../fal/field.ts';
import { paramsOfFields } from './field-params.ts';
import { CONTROL_FIELDS, requestPorts } from './request-ports.ts';
import { sharedName } from './setting-for.ts';
import { sharedSettings } from './shared-settings.ts';

/** The params of a request node: its endpoint's fields, each with the port that brings its value along, if one does. */
export function requestParams(fields: Fields): Params {
  const ports = requestPorts(fields);
  const portOf = (name: string) => {
    if (ports.control && CONTROL_FIELDS.includes(name)) return 'control';
    return ports.settings && Object.hasOwn(sharedSettings, sharedName(name)) ? 'settings' : null;
  };
  const params = paramsOfFields(fields) as Params;
  return Object.fromEntries(
    Object.entries(params).map(([name, param]) => {
      const comesWith = portOf(name);
      return [name, comesWith === null ? param : { ...param, comesWith }];
    }),
  );
}
