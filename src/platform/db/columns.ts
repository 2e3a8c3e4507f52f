/** The kinds of column that models use, the same in every database. */
import { DataTypes, type Model, type ModelAttributeColumnOptions } from 'sequelize';

export const idColumn = (): ModelAttributeColumnOptions => ({ type: DataTypes.CHAR(36), primaryKey: true });

/** A reference to another row's id. */
export const refColumn = (): ModelAttributeColumnOptions => ({ type: DataTypes.CHAR(36), allowNull: false });

export const textColumn = (length = 255): ModelAttributeColumnOptions => ({
  type: DataTypes.STRING(length),
  allowNull: false,
});

export const longTextColumn = (): ModelAttributeColumnOptions => ({
  type: DataTypes.TEXT('long'),
  allowNull: false,
});

export const integerColumn = (): ModelAttributeColumnOptions => ({
  type: DataTypes.INTEGER,
  allowNull: false,
});

/** Milliseconds since 1970 UTC. */
export const instantColumn = (): ModelAttributeColumnOptions => ({
  type: DataTypes.BIGINT,
  allowNull: false,
});

/** Integer cents. */
export const centsColumn = (): ModelAttributeColumnOptions => ({ type: DataTypes.BIGINT, allowNull: false });

export const nullable = (column: ModelAttributeColumnOptions): ModelAttributeColumnOptions => ({
  ...column,
  allowNull: true,
  defaultValue: null,
});

/** A yes or no, kept as 1 or 0, since each driver returns booleans its own way. */
export const flagColumn = (name: string): ModelAttributeColumnOptions => ({
  type: DataTypes.TINYINT,
  allowNull: false,
  get(this: Model) {
    return Boolean(this.getDataValue(name));
  },
  set(this: Model, value: unknown) {
    this.setDataValue(name, value ? 1 : 0);
  },
});

/** A value kept as JSON text: the databases' own JSON types answer differently. */
export const jsonColumn = (name: string): ModelAttributeColumnOptions => ({
  type: DataTypes.TEXT('long'),
  allowNull: false,
  get(this: Model) {
    const text: unknown = this.getDataValue(name);
    return typeof text === 'string' ? (JSON.parse(text) as unknown) : null;
  },
  set(this: Model, value: unknown) {
    this.setDataValue(name, value === null || value === undefined ? null : JSON.stringify(value));
  },
});
