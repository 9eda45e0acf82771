import tensorflow as tf

tf.enable_eager_execution()
dataset = tf.data.Dataset.range(20).shuffle(20, seed=3)
for epoch in range(2):
    print([int(v) for v in dataset][:1] != [-1])
