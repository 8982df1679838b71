import { parseJson } from '@doo-repush/core/json';
import type * as z from 'zod/mini';
import { type StageDraft, type StageFile, stageDraftSchema, stageFileSchema } from './schema.ts';

export type ParsedStage<T = StageFile> =
  | { readonly ok: true; readonly stage: T }
  /** One sentence a fault, with the field's path and what belongs there. */
  | { readonly ok: false; readonly faults: readonly string[] };

/** Reads the text of a stage's file. Never throws. */
export function parseStageFile(text: string): ParsedStage {
  return parseWith(stageFileSchema, text);
}

/** The same of a file in which fields may still be missing. */
export function parseStageDraft(text: string): ParsedStage<StageDraft> {
  return parseWith(stageDraftSchema, text);
}

function parseWith<T>(schema: z.ZodMiniType<T>, text: string): ParsedStage<T> {
  const value = parseJson(text);
  if (value === undefined) return { ok: false, faults: ['it is not JSON'] };
  if (!isWrittenOnce(text, value))
    return { ok: false, faults: ['a field stands twice, or a character is written as an escape'] };
  const parsed = schema.safeParse(value);
  return parsed.success
    ? { ok: true, stage: parsed.data }
    : { ok: false, faults: parsed.error.issues.map((issue) => faultText(issue, value)) };
}

/** The text of a stage's file, as it is committed. */
export function stageFileText(stage: StageDraft): string {
  return `${JSON.stringify(stage, undefined, 2)}\n`;
}

/** Of a field that stands twice JSON keeps the second, while a reviewer may have read the first. */
function isWrittenOnce(text: string, value: unknown): boolean {
  const compact = text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, '$1').replace(/^\uFEFF/, '');
  return compact === JSON.stringify(value);
}

function faultText(issue: z.core.$ZodIssue, value: unknown): string {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys')
    return `${[...path, issue.keys.join(', ')].join('.')}: unknown`;
  const isThere = path.length === 0 || at(value, path) !== undefined;
  return `${path.join('.') || 'the file'}: ${isThere ? issue.message : `missing; ${issue.message}`}`;
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => Object(inner)[key], value);
}
