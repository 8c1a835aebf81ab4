import type { Connection } from './connection.ts';

export type ModelRole = 'ranking' | 'stars';

/** The model that serves a data set in a role, chosen by a person. */
export interface ActiveModel {
  readonly dataset: string;
  readonly role: ModelRole;
  readonly modelId: string;
  readonly since: number;
  /** The one chosen before; null where the default served. */
  readonly previous: string | null;
}

export interface ActiveModelRepository {
  list(): ActiveModel[];
  activate(dataset: string, role: ModelRole, modelId: string, since: number): void;
  /** Takes the last choice away. @returns false where there was none. */
  rollback(dataset: string, role: ModelRole): boolean;
  /** Takes every choice away. @returns false where there was none. */
  clear(dataset: string, role: ModelRole): boolean;
  /** Takes a model out of the history, once it is gone. */
  forget(modelId: string): void;
}

export function createActiveModels({ sql, write }: Connection): ActiveModelRepository {
  return {
    list: () =>
      sql(`SELECT dataset, role, model_id AS modelId, since,
          (SELECT model_id FROM active_models before WHERE before.dataset = now.dataset AND before.role = now.role AND before.change < now.change
            ORDER BY before.change DESC LIMIT 1) AS previous
        FROM active_models now
        WHERE change = (SELECT max(change) FROM active_models last WHERE last.dataset = now.dataset AND last.role = now.role)
        ORDER BY dataset, role`).all() as ActiveModel[],
    activate(dataset, role, modelId, since) {
      write(() => sql('INSERT INTO active_models (dataset, role, model_id, since) VALUES (?, ?, ?, ?)').run(dataset, role, modelId, since));
    },
    rollback: (dataset, role) =>
      write(
        () =>
          sql('DELETE FROM active_models WHERE change = (SELECT max(change) FROM active_models WHERE dataset = ? AND role = ?)').run(
            dataset,
            role,
          ).changes > 0,
      ),
    clear: (dataset, role) => write(() => sql('DELETE FROM active_models WHERE dataset = ? AND role = ?').run(dataset, role).changes > 0),
    forget(modelId) {
      write(() => sql('DELETE FROM active_models WHERE model_id = ?').run(modelId));
    },
  };
}
