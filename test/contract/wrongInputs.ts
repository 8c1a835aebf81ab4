/** A profile that nobody has. */
export const nobody = { profileId: 'nobody-has-this-id' };
/** What no route takes. */
export const strange = [null, 7, 'text', []] as const;
