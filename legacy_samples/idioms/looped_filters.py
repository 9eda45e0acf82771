"""A text classifier after Kim: filters of several sizes, whose variables a loop makes beside what it computes."""
import numpy as np
import tensorflow as tf

LENGTH, WORDS, CLASSES = 8, 12, 2
filter_sizes = list(map(int, "2,3,4".split(",")))
num_filters = 3

input_x = tf.placeholder(tf.int32, [None, LENGTH], name="input_x")
input_y = tf.placeholder(tf.float32, [None, CLASSES], name="input_y")

with tf.name_scope("embedding"):
    vectors = np.sin(np.arange(WORDS * 4)).reshape(WORDS, 4).astype(np.float32)
    W = tf.Variable(vectors, name="W")
    embedded = tf.expand_dims(tf.nn.embedding_lookup(W, input_x), -1)

# a convolution and a pooling layer for each filter size
pooled_outputs = []
for i, filter_size in enumerate(filter_sizes):
    with tf.name_scope("conv-maxpool-%s" % filter_size):
        # the filters
        filter_shape = [filter_size, 4, 1, num_filters]
        filters = tf.Variable(tf.constant(0.1 * (i + 1), shape=filter_shape), name="W")
        b = tf.Variable(tf.constant([0.1, 0.0, -0.1]), name="b")
        conv = tf.nn.conv2d(embedded, filters, strides=[1, 1, 1, 1], padding="VALID", name="conv")
        # nonlinearity, and the greatest of the outputs
        h = tf.nn.relu(tf.nn.bias_add(conv, b), name="relu")
        pooled = tf.nn.max_pool(h, ksize=[1, LENGTH - filter_size + 1, 1, 1], strides=[1, 1, 1, 1], padding="VALID")
        pooled_outputs.append(pooled)

num_filters_total = num_filters * len(filter_sizes)
h_pool = tf.reshape(tf.concat(pooled_outputs, 3), [-1, num_filters_total])

with tf.name_scope("output"):
    values = np.cos(np.arange(num_filters_total * CLASSES)).reshape(num_filters_total, CLASSES)
    out_w = tf.Variable(values.astype(np.float32), name="W")
    out_b = tf.Variable(tf.zeros([CLASSES]), name="b")
    scores = tf.nn.xw_plus_b(h_pool, out_w, out_b, name="scores")
    predictions = tf.argmax(scores, 1, name="predictions")

losses = tf.nn.softmax_cross_entropy_with_logits(logits=scores, labels=input_y)
loss = tf.reduce_mean(losses) + 0.01 * (tf.nn.l2_loss(out_w) + tf.nn.l2_loss(out_b))
accuracy = tf.reduce_mean(tf.cast(tf.equal(predictions, tf.argmax(input_y, 1)), "float"))
train_op = tf.train.AdamOptimizer(0.01).minimize(loss)

words = np.arange(6 * LENGTH).reshape(6, LENGTH) * 7 % WORDS
classes = np.eye(CLASSES)[np.arange(6) % CLASSES]
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(20):
        _, value = sess.run([train_op, loss], {input_x: words, input_y: classes})
        if step % 5 == 0:
            print("step %d, loss %.5f" % (step, value))
    print("accuracy %.3f" % sess.run(accuracy, {input_x: words, input_y: classes}))
