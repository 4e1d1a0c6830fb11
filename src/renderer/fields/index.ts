import type { ComponentType } from 'react';
import type { Param, ParamKind } from '../../engine/param.ts';
import { ChoiceField } from './ChoiceField.tsx';
import { EndpointField } from './EndpointField.tsx';
import { FramesField } from './FramesField.tsx';
import type { FieldProps, ParamOfKind } from './field-props.ts';
import { LayerField } from './LayerField.tsx';
import { MediaField } from './MediaField.tsx';
import { MultilineField } from './MultilineField.tsx';
import { NumberField } from './NumberField.tsx';
import { OptionalNumberField } from './OptionalNumberField.tsx';
import { PathField } from './PathField.tsx';
import { PresetSizeField } from './PresetSizeField.tsx';
import { SeedField } from './SeedField.tsx';
import { SizeField } from './SizeField.tsx';
import { TextField } from './TextField.tsx';
import { ToggleField } from './ToggleField.tsx';

/** The field of each kind of param. */
const FIELDS: { readonly [K in ParamKind]: ComponentType<FieldProps<ParamOfKind<K>>> } = {
  text: TextField,
  multiline: MultilineField,
  number: NumberField,
  integer: NumberField,
  slider: NumberField,
  choice: ChoiceField,
  toggle: ToggleField,
  seed: SeedField,
  size: SizeField,
  'optional-number': OptionalNumberField,
  'preset-size': PresetSizeField,
  frames: FramesField,
  media: MediaField,
  path: PathField,
  layer: LayerField,
  endpoint: EndpointField,
};

/** The field of a kind, for a param whose kind only its declaration knows. */
export function fieldOf(kind: ParamKind): ComponentType<FieldProps<Param>> {
  return FIELDS[kind] as ComponentType<FieldProps<Param>>;
}
