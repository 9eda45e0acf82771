"""shuffle(seed) with an initializable iterator: a TF1 iterator repeats the same order each time."""
from compat import tf1 as tf

dataset = tf.data.Dataset.range(8).shuffle(8, seed=5).batch(4)
iterator = dataset.make_initializable_iterator()
batch = iterator.get_next()
orders = []
with tf.Session() as sess:
    for epoch in range(3):
        sess.run(iterator.initializer)
        order = []
        while True:
            try:
                order.extend(sess.run(batch).tolist())
            except tf.errors.OutOfRangeError:
                break
        orders.append(order)
        print(sorted(order))
print(orders[0] == orders[1] == orders[2])
