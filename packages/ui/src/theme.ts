import {
  Button,
  type CSSVariablesResolver,
  createTheme,
  Input,
  InputWrapper,
  type VariantColorsResolver,
} from '@mantine/core';
import button from './button.module.css';
import input from './input.module.css';

/** Colors of Mantine's variants, all of them tokens; `color="danger"` is the one that is not the accent. */
const variantColorResolver: VariantColorsResolver = ({ variant, color }) => {
  const danger = color === 'danger';
  const ink = danger ? 'var(--fd-danger)' : 'var(--fd-accent-ink)';
  if (variant === 'filled') {
    return {
      background: danger ? 'var(--fd-danger)' : 'var(--fd-accent)',
      hover: danger ? 'var(--fd-danger-hover)' : 'var(--fd-accent-hover)',
      color: danger ? 'var(--fd-on-danger)' : 'var(--fd-on-accent)',
      border: '1px solid transparent',
    };
  }
  if (variant === 'light') {
    const soft = danger ? 'var(--fd-danger-soft)' : 'var(--fd-accent-soft)';
    return { background: soft, hover: soft, color: ink, border: '1px solid transparent' };
  }
  if (variant === 'subtle') {
    return { background: 'transparent', hover: 'var(--fd-sunken)', color: ink, border: '1px solid transparent' };
  }
  return {
    background: 'var(--fd-surface)',
    hover: 'var(--fd-sunken)',
    color: 'var(--fd-ink)',
    border: '1px solid var(--fd-line-strong)',
  };
};

/** Mantine, dressed in the tokens of `tokens.css`. */
export const theme = createTheme({
  fontFamily: 'var(--fd-font)',
  fontFamilyMonospace: 'var(--fd-font-mono)',
  headings: { fontFamily: 'var(--fd-font)', fontWeight: '600' },
  defaultRadius: 'md',
  radius: { sm: 'var(--fd-radius-s)', md: 'var(--fd-radius-m)', lg: 'var(--fd-radius-l)' },
  fontSizes: { xs: 'var(--fd-text-xs)', sm: 'var(--fd-text-s)', md: 'var(--fd-text-m)', lg: '1.0625rem' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  variantColorResolver,
  components: {
    Button: Button.extend({ defaultProps: { size: 'md' }, classNames: button }),
    Input: Input.extend({ classNames: { input: input.input ?? '' } }),
    InputWrapper: InputWrapper.extend({
      classNames: { label: input.label ?? '', description: input.description ?? '', error: input.error ?? '' },
    }),
  },
});

/** Mantine's own variables, pointed at ours, so that what it draws by itself follows too. */
export const cssVariablesResolver: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--fd-canvas)',
    '--mantine-color-text': 'var(--fd-ink)',
    '--mantine-color-bright': 'var(--fd-ink)',
    '--mantine-color-dimmed': 'var(--fd-ink-soft)',
    '--mantine-color-placeholder': 'var(--fd-ink-soft)',
    '--mantine-color-error': 'var(--fd-danger)',
    '--mantine-color-anchor': 'var(--fd-accent-ink)',
    '--mantine-color-default': 'var(--fd-surface)',
    '--mantine-color-default-hover': 'var(--fd-sunken)',
    '--mantine-color-default-color': 'var(--fd-ink)',
    '--mantine-color-default-border': 'var(--fd-line-strong)',
    '--mantine-color-disabled': 'var(--fd-sunken)',
    '--mantine-color-disabled-color': 'var(--fd-ink-soft)',
    '--mantine-color-disabled-border': 'var(--fd-line)',
    '--mantine-primary-color-filled': 'var(--fd-accent)',
    '--mantine-primary-color-filled-hover': 'var(--fd-accent-hover)',
    '--mantine-primary-color-light': 'var(--fd-accent-soft)',
    '--mantine-primary-color-light-color': 'var(--fd-accent-ink)',
  };
  return { variables: {}, light: shared, dark: shared };
};
