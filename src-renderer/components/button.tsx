import type { LucideIcon } from 'lucide-react';
import { type ReactNode, type Ref, useState } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import styles from './button.module.css';
import { classNames } from './classNames.ts';
import { Icon } from './icon.tsx';

export type ButtonLook = 'primary' | 'plain' | 'quiet' | 'danger';

export interface ButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'style'> {
  /** One primary button a screen. */
  readonly look?: ButtonLook;
  readonly size?: 'small' | 'normal' | 'big';
  readonly icon?: LucideIcon | undefined;
  /** Without a word the button needs an `aria-label`. */
  readonly children?: ReactNode;
  readonly className?: string | undefined;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button. One that is disabled under the focus keeps it, and does nothing, until the focus goes elsewhere: a browser would drop it. */
export function Button({ look = 'plain', size = 'normal', icon, children, className, ...rest }: ButtonProps) {
  const isIconOnly = children === undefined;
  const [hasFocus, setHasFocus] = useState(false);
  const isHeld = rest.isDisabled === true && hasFocus;
  return (
    <AriaButton
      {...rest}
      {...(isHeld ? HELD : {})}
      onFocusChange={setHasFocus}
      className={classNames(styles.button, styles[look], styles[size], isIconOnly && styles.iconOnly, className)}
    >
      {icon !== undefined && <Icon of={icon} />}
      {children}
    </AriaButton>
  );
}

/** `isPending` of the library does the same, and says the name of the button aloud each time. */
const HELD = { isDisabled: false, 'aria-disabled': true, type: 'button', onPress: () => undefined } as const;

export interface ButtonLinkProps {
  readonly href: string;
  readonly look?: ButtonLook;
  readonly size?: 'small' | 'normal' | 'big';
  readonly icon?: LucideIcon | undefined;
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

/** A way to another screen that looks like a button. */
export function ButtonLink({ href, look = 'plain', size = 'normal', icon, children, className }: ButtonLinkProps) {
  return (
    <a href={href} className={classNames(styles.button, styles[look], styles[size], className)}>
      {icon !== undefined && <Icon of={icon} />}
      {children}
    </a>
  );
}
