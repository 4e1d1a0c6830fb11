import * as z from 'zod/mini';

/** Lets a schema tell what is wrong with a value; without it every issue reads “Invalid input”. */
export const inEnglish: z.core.ParseContext<z.core.$ZodIssue> = { error: z.locales.en().localeError };
