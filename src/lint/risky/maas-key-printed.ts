import { callsOf, placeOf } from '../programs.ts';
import type { BlockRule } from '../rule.ts';
import { isCaptured, pipelineOf } from '../surroundings.ts';

/** MAAS shows the API key of every profile where one expects a list of names. */
export const maasKeyPrinted: BlockRule = {
  id: 'maas-key-printed',
  part: 'risky',
  severity: 'error',
  why: 'It prints API keys, which then stand in the scrollback and in every log.',
  todo: "Call `maas PROFILE ...` by the profile's name, which is known.",
  looksAt: 'block',
  *find(linted) {
    for (const { shell, call } of callsOf(linted)) {
      if (call.name !== 'maas') continue;
      const verb = call.args.find((arg) => arg?.startsWith('-') !== true);
      if (verb !== 'list' && verb !== 'apikey') continue;
      const isKept =
        verb === 'apikey' &&
        (isCaptured(call) ||
          pipelineOf(call) !== undefined ||
          call.redirects.some(
            (redirect) => redirect.type === 'Redirect' && redirect.operator === '>',
          ));
      if (!isKept)
        yield {
          ...placeOf(shell, call),
          message: `\`maas ${verb}\` prints API keys, which then stand in the scrollback and in every log.`,
        };
    }
  },
};
