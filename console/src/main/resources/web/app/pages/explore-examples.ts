export interface Example { label: string; text: string }

/** Formulas worth a first look. */
export function exampleFormulas(reference: string): readonly Example[] {
  return [
    { label: 'Cost in USD', text: `${reference}.event('api_request').sum(costUsd)` },
    { label: 'Prompts', text: `${reference}.event('user_prompt').count()` },
    { label: 'Output tokens', text: `${reference}.event('api_request').sum(outputTokens)` },
    { label: 'Tool calls that failed', text: `${reference}.event('tool_result').filter(success = false).count()` },
  ];
}

/** Statements worth a first look. */
export function exampleStatements(): readonly Example[] {
  return [
    { label: 'Events by name', text: 'select name, count(*) as events, sum(cost_usd) as usd\nfrom logs\ngroup by name\norder by events desc' },
    { label: 'Cost by user and model', text: "select user_email, model, sum(cost_usd) as usd\nfrom logs\nwhere name = 'api_request'\ngroup by all\norder by usd desc" },
    { label: 'Newest prompts', text: "select time, user_email, prompt_text\nfrom logs\nwhere name = 'user_prompt'\norder by time desc\nlimit 50" },
    { label: 'Slowest spans', text: 'select name, count(*) as spans, max(duration_ms) as slowest_ms\nfrom spans\ngroup by name\norder by slowest_ms desc' },
    { label: 'Columns of logs', text: 'describe logs' },
  ];
}
