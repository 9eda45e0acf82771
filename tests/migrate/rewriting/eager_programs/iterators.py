import tensorflow as tf
import tensorflow.contrib.eager as tfe

tf.enable_eager_execution()

dataset = tf.data.Dataset.range(5).map(lambda v: (v, v * v)).batch(2)
iterator = dataset.make_one_shot_iterator()
try:
    while True:
        a, b = iterator.get_next()
        print(a.numpy(), b.numpy())
except tf.errors.OutOfRangeError:
    print("end")
second = tfe.Iterator(dataset)
try:
    while True:
        element = second.next()
        print(element[0].numpy(), element[1].shape[0].value, element[1].get_shape()[0])
except StopIteration:
    print("stopped")
for a, b in tfe.Iterator(dataset):
    print(int(tf.reduce_sum(a + b)), a.shape)
print([int(v[0][0]) for v in dataset], next(tfe.Iterator(dataset))[1].numpy())
