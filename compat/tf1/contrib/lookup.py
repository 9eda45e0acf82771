"""tf.contrib.lookup: tables from files, tensors and initializers."""

import tensorflow as _tf

_v1 = _tf.compat.v1
_l = _v1.lookup

KeyValueTensorInitializer = _l.KeyValueTensorInitializer
TextFileInitializer = _l.TextFileInitializer
TextFileIndex = _l.TextFileIndex
HashTable = _l.StaticHashTable
MutableHashTable = _l.experimental.MutableHashTable
MutableDenseHashTable = _l.experimental.DenseHashTable
IdTableWithHashBuckets = _l.StaticVocabularyTable


def index_table_from_file(
    vocabulary_file=None,
    num_oov_buckets=0,
    vocab_size=None,
    default_value=-1,
    hasher_spec=None,
    key_dtype=_tf.string,
    name=None,
    key_column_index=TextFileIndex.WHOLE_LINE,
    value_column_index=TextFileIndex.LINE_NUMBER,
    delimiter="\t",
):
    """A table of the lines of a file to their numbers; ``num_oov_buckets`` for other words, else ``default_value``."""
    table = TextFileInitializer(
        vocabulary_file,
        _tf.string if not key_dtype.is_integer else _tf.int64,
        key_column_index,
        _tf.int64,
        value_column_index,
        vocab_size=vocab_size,
        delimiter=delimiter,
    )
    return _index(table, num_oov_buckets, default_value, key_dtype, name)


def index_table_from_tensor(
    mapping, num_oov_buckets=0, default_value=-1, hasher_spec=None, dtype=_tf.string, name=None
):
    """A table of the elements of a vector to their positions."""
    if mapping is None:
        raise ValueError("mapping must be specified.")
    keys = _v1.convert_to_tensor(mapping, dtype=None if _tf.as_dtype(dtype).is_integer else dtype)
    keys = _v1.to_int64(keys) if keys.dtype.is_integer else keys
    values = _v1.to_int64(_v1.range(_v1.size(keys)))
    return _index(KeyValueTensorInitializer(keys, values), num_oov_buckets, default_value, dtype, name)


def _index(initializer, num_oov_buckets, default_value, key_dtype, name):
    if num_oov_buckets:
        return _l.StaticVocabularyTable(
            initializer, num_oov_buckets, lookup_key_dtype=_tf.as_dtype(key_dtype), name=name
        )
    return HashTable(initializer, default_value, name=name)


def index_to_string_table_from_file(
    vocabulary_file,
    vocab_size=None,
    default_value="UNK",
    name=None,
    key_column_index=TextFileIndex.LINE_NUMBER,
    value_column_index=TextFileIndex.WHOLE_LINE,
    delimiter="\t",
):
    """A table of line numbers to the lines of a file."""
    start = TextFileInitializer(
        vocabulary_file,
        _tf.int64,
        key_column_index,
        _tf.string,
        value_column_index,
        vocab_size=vocab_size,
        delimiter=delimiter,
    )
    return HashTable(start, default_value, name=name)


def index_to_string_table_from_tensor(mapping, default_value="UNK", name=None):
    """A table of positions to the elements of a string vector."""
    values = _v1.convert_to_tensor(mapping, _tf.string)
    keys = _v1.to_int64(_v1.range(_v1.size(values)))
    return HashTable(KeyValueTensorInitializer(keys, values), default_value, name=name)


def string_to_index(tensor, mapping, default_value=-1, name=None):
    """Positions of the elements of ``tensor`` in the string vector ``mapping``."""
    return index_table_from_tensor(mapping, default_value=default_value, name=name).lookup(tensor)
