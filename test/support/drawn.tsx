import { Box, renderToString } from 'ink';
import { ScreenView } from '../../src/screens/app.tsx';
import type { ResumeFacts } from '../../src/session/resume-facts.ts';
import type { Intent } from '../../src/session/intents.ts';
import type {
  HomeFacts,
  HomeLater,
  ScreenContext,
  ScreenPart,
  UiAction,
} from '../../src/screens/contract.ts';
import type { Screen, Ui } from '../../src/screens/stack.ts';
import { makeTheme, ThemeContext } from '../../src/screens/theme.ts';
import type { FakeWalker } from './fake-walker.ts';

export const emptyHome: HomeFacts = { sessions: [], runbooks: [], version: '0.0.0' };

/** What a screen gets to see, from a fake walker and the few things a test is about. */
export function contextOf(
  walker: FakeWalker | undefined,
  over: {
    readonly ui?: Partial<Ui>;
    readonly columns?: number;
    readonly rows?: number;
    readonly home?: HomeFacts;
    readonly later?: HomeLater;
    readonly resumed?: ResumeFacts;
    readonly usualWait?: ScreenContext['usualWait'];
    readonly earlier?: ScreenContext['earlier'];
  } = {},
): ScreenContext {
  return {
    ui: {
      stack: [{ type: 'walk' }],
      cursor: undefined,
      pane: 'block',
      scroll: 0,
      outputOffset: 0,
      message: undefined,
      text: '',
      isSpoilt: false,
      choice: 0,
      ...over.ui,
    },
    view: walker?.store.getState(),
    walker,
    columns: over.columns ?? 80,
    rows: over.rows ?? 20,
    home: over.home ?? emptyHome,
    later: over.later ?? { outlines: {}, rebuild: undefined },
    resumed: over.resumed,
    usualWait: over.usualWait ?? (() => undefined),
    earlier: over.earlier ?? [],
  };
}

/** One screen part drawn without a terminal: its text, row by row, without colours. */
export function drawn(
  part: ScreenPart,
  screen: Screen,
  context: ScreenContext,
  look: { readonly unicode: boolean } = { unicode: true },
): string {
  const frame = renderToString(
    <ThemeContext value={makeTheme({ colour: false, unicode: look.unicode })}>
      <Box width={context.columns} height={context.rows} overflow="hidden">
        <ScreenView part={part} screen={screen} context={context} />
      </Box>
    </ThemeContext>,
    { columns: context.columns },
  );
  return frame.replace(/\u{1B}\[[\d;]*m/gu, '');
}

/** The intents that a list of actions sends. */
export function sent(actions: readonly UiAction[] | string | undefined): readonly Intent[] {
  if (actions === undefined || typeof actions === 'string') return [];
  return actions.flatMap((action) => (action.type === 'send' ? [action.intent] : []));
}
