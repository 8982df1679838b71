import { styleText } from 'node:util';

/** Colours that can be read on a light terminal as on a dark one. */
export type ToolColour = 'green' | 'magenta' | 'dim' | 'red';

/** How a state is marked on a terminal. */
export interface StateMark {
  readonly symbol: string;
  readonly colour: ToolColour;
}

/** The widths of the columns for state and title, in characters. */
export interface ColumnWidths {
  readonly state: number;
  readonly title: number;
}

/**
 * One line of a list of steps: state, title, detail.
 * @param mark for a terminal; without it the text is plain
 */
export function stateLine(
  { state, title, detail }: Readonly<Record<'state' | 'title' | 'detail', string>>,
  mark: StateMark | undefined,
  widths: ColumnWidths,
): string {
  const padded = state.padEnd(widths.state);
  const shown =
    mark === undefined
      ? padded
      : styleText(mark.colour, `${mark.symbol} ${padded}`, { validateStream: false });
  return `${shown} ${title.padEnd(widths.title)} ${detail}`;
}
