import type { ScreenPart } from './contract.ts';
import { attestScreen } from './attest.tsx';
import { cautionScreen } from './caution.tsx';
import { confirmScreen } from './confirm.tsx';
import { deferralsScreen } from './deferrals.tsx';
import { environmentScreen } from './environment.tsx';
import { exitGateScreen } from './exit-gate.tsx';
import { findScreen } from './find.tsx';
import { helpScreen } from './help.tsx';
import { holderScreen } from './holder.tsx';
import { homeScreen } from './home.tsx';
import { literalScreen } from './literal.tsx';
import { literalsScreen } from './literals.tsx';
import { loginScreen } from './login.tsx';
import { noteScreen } from './note.tsx';
import { openFileScreen } from './open-file.tsx';
import { passwordScreen } from './password.tsx';
import { placeholderScreen } from './placeholder.tsx';
import { questionScreen } from './question.tsx';
import { quitScreen } from './quit.tsx';
import { reasonScreen } from './reason.tsx';
import { rememberScreen } from './remember.tsx';
import { resumeScreen } from './resume.tsx';
import { revisedScreen } from './revised.tsx';
import { rollbackScreen } from './rollback.tsx';
import { secretScreen } from './secret.tsx';
import type { Screen } from './stack.ts';
import { targetScreen } from './target.tsx';
import { takeOverScreen } from './take-over.tsx';
import { unknownScreen } from './unknown.tsx';
import { walkScreen } from './walk.tsx';

/** Every screen there is, by its type. */
export const registry: {
  readonly [Type in Screen['type']]: ScreenPart<Extract<Screen, { type: Type }>>;
} = {
  home: homeScreen,
  'open-file': openFileScreen,
  literals: literalsScreen,
  literal: literalScreen,
  placeholder: placeholderScreen,
  question: questionScreen,
  resume: resumeScreen,
  walk: walkScreen,
  revised: revisedScreen,
  confirm: confirmScreen,
  caution: cautionScreen,
  holder: holderScreen,
  secret: secretScreen,
  attest: attestScreen,
  unknown: unknownScreen,
  login: loginScreen,
  password: passwordScreen,
  remember: rememberScreen,
  target: targetScreen,
  reason: reasonScreen,
  note: noteScreen,
  find: findScreen,
  rollback: rollbackScreen,
  environment: environmentScreen,
  deferrals: deferralsScreen,
  'exit-gate': exitGateScreen,
  'take-over': takeOverScreen,
  help: helpScreen,
  quit: quitScreen,
};

/** The part of a screen. It is given only screens of its own type, which the table's own type says. */
export function partOf(screen: Screen): ScreenPart {
  return registry[screen.type];
}
