"""tf.contrib.training.bucket and bucket_by_sequence_length: batches of elements of one kind, by queues."""

import functools

import tensorflow as _tf
from tensorflow.python.training import input as _input

_v1 = _tf.compat.v1


def bucket(
    tensors,
    which_bucket,
    batch_size,
    num_buckets,
    num_threads=1,
    capacity=32,
    bucket_capacities=None,
    shapes=None,
    dynamic_pad=False,
    allow_smaller_final_batch=False,
    keep_input=True,
    shared_name=None,
    name=None,
):
    """Batches whose elements went to the same bucket.

    Args:
        tensors: list or dict of tensors, one element.
        which_bucket: int32 scalar, 0 .. num_buckets - 1.
        batch_size: int, or a list with one for each bucket.
        keep_input: bool scalar; False drops the element.
    Returns (bucket int32 scalar, batch of the type of ``tensors``); the queue runners are in the graph's collection.
    """
    several_sizes = isinstance(batch_size, (list, tuple))
    sizes = list(batch_size) if several_sizes else [batch_size] * num_buckets
    if len(sizes) != num_buckets:
        raise ValueError("If batch_size is a list it must have num_buckets elements")
    capacities = [capacity] * num_buckets if bucket_capacities is None else bucket_capacities
    if len(capacities) != num_buckets:
        raise ValueError(
            f"The list bucket_capacities ({capacities}) must have exactly num_buckets ({num_buckets}) elements."
        )
    flat = _input._as_tensor_list(tensors)
    with _v1.name_scope(name, "bucket", flat):
        flat = _tf.nest.map_structure(_v1.convert_to_tensor_or_sparse_tensor, flat)
        if not flat:
            raise ValueError("Expected at least one tensor in bucket().")
        keep_input = _input._validate_keep_input(keep_input, enqueue_many=False)
        flat, sparse_info = _input._store_sparse_tensors(flat, enqueue_many=False, keep_input=keep_input)
        types = _input._dtypes([flat])
        shapes = _input._shapes([flat], shapes, enqueue_many=False)
        which_bucket = _v1.convert_to_tensor(which_bucket, dtype=_tf.int32, name="which_bucket")
        make_queue = _input._which_queue(dynamic_pad)
        queues = [
            make_queue(
                capacity=capacities[i],
                dtypes=types,
                shapes=shapes,
                shared_name=None if shared_name is None else f"{shared_name}_{i}",
                name=f"bucket_queue_{i}",
            )
            for i in range(num_buckets)
        ]
        static = None if allow_smaller_final_batch or several_sizes else _tf.get_static_value(sizes[-1])
        top = _v1.PaddingFIFOQueue(
            capacity=capacity,
            dtypes=[_tf.int32, *types],
            shapes=[_v1.TensorShape([])] + [_v1.TensorShape([static]).concatenate(s) for s in queues[0].shapes],
            shared_name=shared_name,
            name="top_queue",
        )

        def enqueue():
            ops = [
                _v1.cond(_v1.equal(which_bucket, i), functools.partial(queues[i].enqueue, flat), _v1.no_op)
                for i in range(num_buckets)
            ]
            return _v1.group(*ops, name="group_enqueues")

        kept = _tf.get_static_value(keep_input)
        if kept is None:
            into_buckets = _v1.cond(keep_input, enqueue, _v1.no_op)
        else:
            into_buckets = enqueue() if kept else _v1.no_op()
        into_top = []
        for i, (queue, size) in enumerate(zip(queues, sizes, strict=True)):
            take = queue.dequeue_up_to if allow_smaller_final_batch else queue.dequeue_many
            batch = take(size, name=f"read_bucket_{i}")
            batch = list(batch) if isinstance(batch, (list, tuple)) else [batch]
            into_top.append(top.enqueue([_v1.constant(i), *batch], name=f"enqueue_from_bucket_{i}"))
        ends = (_tf.errors.OutOfRangeError, _tf.errors.CancelledError)
        runner = _v1.train.QueueRunner
        _v1.train.add_queue_runner(
            runner(
                queues[0],
                into_top,
                close_op=top.close(),
                cancel_op=top.close(cancel_pending_enqueues=True),
                queue_closed_exception_types=ends,
            )
        )
        _v1.train.add_queue_runner(
            runner(
                top,
                [into_buckets] * num_threads,
                close_op=_v1.group(*[q.close() for q in queues]),
                cancel_op=_v1.group(*[q.close(cancel_pending_enqueues=True) for q in queues]),
                queue_closed_exception_types=ends,
            )
        )
        fill = _v1.cast(top.size(), _tf.float32)
        for q in queues:
            _v1.summary.scalar(f"bucket/{q.name}/size", fill)
        _v1.summary.scalar(f"bucket/{top.name}/fraction_of_{capacity}_full", fill * (1.0 / capacity))
        which, *batch = top.dequeue(name="dequeue_top")
        batch = _input._restore_sparse_tensors(batch[0] if len(batch) == 1 else batch, sparse_info)
        return which, _input._as_original_type(tensors, batch)


def bucket_by_sequence_length(
    input_length,
    tensors,
    batch_size,
    bucket_boundaries,
    num_threads=1,
    capacity=32,
    bucket_capacities=None,
    shapes=None,
    dynamic_pad=False,
    allow_smaller_final_batch=False,
    keep_input=True,
    shared_name=None,
    name=None,
):
    """`bucket` by length: ``bucket_boundaries`` are increasing ints, with a bucket below the first and from the last.

    Args:
        input_length: int32 scalar, the length of the element.
    Returns (lengths int32 [batch], batch of the type of ``tensors``).
    """
    if not isinstance(bucket_boundaries, (list, tuple)):
        raise TypeError(f"bucket_boundaries must be a list or tuple, but received: {bucket_boundaries}")
    if not bucket_boundaries:
        raise ValueError("bucket_boundaries must not be empty")
    for low, high in zip(bucket_boundaries[:-1], bucket_boundaries[1:], strict=True):
        if not isinstance(low, int) or not isinstance(high, int):
            raise TypeError(f"bucket boundaries must be integers, but saw: {low} and {high}")
        if low >= high:
            raise ValueError(f"Buckets must contain sequential increasing lengths, but saw: {low} before {high}")
    flat = _input._as_tensor_list(tensors)
    with _v1.name_scope(name, "bucket_by_sequence_length", [input_length, *flat]):
        length = _v1.convert_to_tensor(input_length, dtype=_tf.int32, name="input_length")
        which = _v1.reduce_sum(_v1.cast(_v1.less_equal(list(bucket_boundaries), length), _tf.int32))
        size = batch_size
        if isinstance(size, (list, tuple)) and len(size) != len(bucket_boundaries) + 1:
            raise ValueError(f"If batch_size is a list it must have num_buckets({len(bucket_boundaries) + 1}) elements")
        _, (lengths, *batch) = bucket(
            [length, *flat],
            which,
            size,
            len(bucket_boundaries) + 1,
            num_threads=num_threads,
            capacity=capacity,
            bucket_capacities=bucket_capacities,
            shapes=[_v1.TensorShape([]), *shapes] if shapes is not None else None,
            dynamic_pad=dynamic_pad,
            allow_smaller_final_batch=allow_smaller_final_batch,
            keep_input=keep_input,
            shared_name=shared_name,
        )
        return lengths, _input._as_original_type(tensors, batch)
