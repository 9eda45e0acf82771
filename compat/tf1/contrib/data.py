"""tf.contrib.data: what moved to tf.data.experimental and tf.data."""

import tensorflow as _tf

_v1 = _tf.compat.v1
_x = _v1.data.experimental

Dataset = _v1.data.Dataset
Iterator = _v1.data.Iterator
TFRecordDataset = _v1.data.TFRecordDataset
TextLineDataset = _v1.data.TextLineDataset
FixedLengthRecordDataset = _v1.data.FixedLengthRecordDataset

AUTOTUNE = _x.AUTOTUNE
CsvDataset = _x.CsvDataset
Counter = _x.Counter
RandomDataset = _x.RandomDataset
assert_element_shape = _x.assert_cardinality
bucket_by_sequence_length = _x.bucket_by_sequence_length
choose_from_datasets = _x.choose_from_datasets
copy_to_device = _x.copy_to_device
dense_to_sparse_batch = _x.dense_to_sparse_batch
enumerate_dataset = _x.enumerate_dataset
get_single_element = _x.get_single_element
group_by_reducer = _x.group_by_reducer
group_by_window = _x.group_by_window
ignore_errors = _x.ignore_errors
make_batched_features_dataset = _x.make_batched_features_dataset
make_csv_dataset = _x.make_csv_dataset
make_saveable_from_iterator = _x.make_saveable_from_iterator
map_and_batch = _x.map_and_batch
parallel_interleave = _x.parallel_interleave
prefetch_to_device = _x.prefetch_to_device
rejection_resample = _x.rejection_resample
sample_from_datasets = _x.sample_from_datasets
scan = _x.scan
shuffle_and_repeat = _x.shuffle_and_repeat
unique = _x.unique
del assert_element_shape


def batch_and_drop_remainder(batch_size):
    """A transformation: batches of exactly ``batch_size``."""
    return lambda dataset: dataset.batch(batch_size, drop_remainder=True)


def padded_batch_and_drop_remainder(batch_size, padded_shapes, padding_values=None):
    """A transformation: padded batches of exactly ``batch_size``."""
    return lambda dataset: dataset.padded_batch(batch_size, padded_shapes, padding_values, drop_remainder=True)


def unbatch():
    """A transformation: batches as single elements."""
    return lambda dataset: dataset.unbatch()


def sliding_window_batch(window_size, stride=None, window_shift=None, window_stride=1):
    """A transformation: windows of ``window_size`` elements, ``window_shift`` apart."""
    shift = window_shift if window_shift is not None else (stride if stride is not None else 1)

    def apply(dataset):
        windows = dataset.window(window_size, shift=shift, stride=window_stride, drop_remainder=True)
        return windows.flat_map(lambda *w: _zip(w).batch(window_size, drop_remainder=True))

    return apply


def _zip(parts):
    return parts[0] if len(parts) == 1 else _v1.data.Dataset.zip(tuple(parts))
