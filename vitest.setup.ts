// The operator's own settings must not reach a test. Unset, not emptied: chalk takes an empty FORCE_COLOR for "colours".
for (const name of ['NO_COLOR', 'FORCE_COLOR', 'CI', 'HANDRAIL_DEBUG']) delete process.env[name];
