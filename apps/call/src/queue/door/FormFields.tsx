import type { FormField } from '@frontdesk/protocol';
import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { CheckField } from './CheckField.js';
import { type Fault, lengthOf, YES } from './visit.js';

/** What a phone's keyboard and the browser's memory are told of a field. */
const HINTS = {
  text: {},
  email: { type: 'email', inputMode: 'email', autoComplete: 'email' },
  phone: { type: 'tel', inputMode: 'tel', autoComplete: 'tel' },
} as const;

interface FieldProps {
  readonly field: FormField;
  readonly value: string;
  readonly fault: Fault | undefined;
  readonly onChange: (value: string) => void;
  readonly ref: Ref<HTMLElement>;
}

/** One field of the operator's form, of whatever kind. */
export function Field({ field, value, fault, onChange, ref }: FieldProps) {
  const { t } = useTranslation('queue');
  const label = useLabel(field);
  const error = fault && t(`form.fault.${fault}`);
  const shared = {
    label,
    error,
    value,
    'aria-required': field.isRequired,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => onChange(event.currentTarget.value),
  };
  switch (field.kind) {
    case 'long':
      return <Textarea ref={ref as Ref<HTMLTextAreaElement>} rows={3} {...shared} />;
    case 'choice':
      return (
        <NativeSelect
          ref={ref as Ref<HTMLSelectElement>}
          data={[{ value: '', label: t('form.choose') }, ...(field.options ?? [])]}
          {...shared}
        />
      );
    case 'yes':
      return (
        <CheckField
          ref={ref as Ref<HTMLInputElement>}
          label={label}
          error={error}
          isChecked={value === YES}
          onChange={(isChecked) => onChange(isChecked ? YES : '')}
        />
      );
    default: {
      const hints = field.key === 'name' ? { autoComplete: 'name', maxLength: lengthOf('name') } : HINTS[field.kind];
      return <TextInput ref={ref as Ref<HTMLInputElement>} {...hints} {...shared} />;
    }
  }
}

/** The operator's words for it; of the two fields that every page knows, our own where they have none. */
function useLabel({ key, label, isRequired }: FormField): string {
  const { t } = useTranslation('queue');
  const own = key === 'name' || key === 'topic' ? t(`form.${key}`) : key;
  const words = label ?? own;
  return isRequired ? words : t('form.optional', { label: words });
}
