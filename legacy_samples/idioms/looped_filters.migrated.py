"""A text classifier after Kim: filters of several sizes, whose variables a loop makes beside what it computes."""
import numpy as np
import tensorflow as tf

LENGTH, WORDS, CLASSES = 8, 12, 2
filter_sizes = list(map(int, "2,3,4".split(",")))
num_filters = 3

input_x_spec = tf.TensorSpec([None, LENGTH], tf.int32, name="input_x")
input_y_spec = tf.TensorSpec([None, CLASSES], tf.float32, name="input_y")

vectors = np.sin(np.arange(WORDS * 4)).reshape(WORDS, 4).astype(np.float32)
W = tf.Variable(vectors, name="W")

all_filters = []
biases = []
for i, filter_size in enumerate(filter_sizes):
    # the filters
    filter_shape = [filter_size, 4, 1, num_filters]
    all_filters.append(tf.Variable(tf.constant(0.1 * (i + 1), shape=filter_shape), name="W"))
    biases.append(tf.Variable(tf.constant([0.1, 0.0, -0.1]), name="b"))

num_filters_total = num_filters * len(filter_sizes)

values = np.cos(np.arange(num_filters_total * CLASSES)).reshape(num_filters_total, CLASSES)
out_w = tf.Variable(values.astype(np.float32), name="W")
out_b = tf.Variable(tf.zeros([CLASSES]), name="b")


def compute_scores(input_x):
    embedded = tf.expand_dims(tf.nn.embedding_lookup(W, input_x), -1)
    # a convolution and a pooling layer for each filter size
    pooled_outputs = []
    for filter_size, filters, b in zip(filter_sizes, all_filters, biases):
        with tf.name_scope("conv-maxpool-%s" % filter_size):
            conv = tf.nn.conv2d(embedded, filters, strides=[1, 1, 1, 1], padding="VALID", name="conv")
            # nonlinearity, and the greatest of the outputs
            h = tf.nn.relu(tf.nn.bias_add(conv, b), name="relu")
            pooled = tf.nn.max_pool2d(
                h, ksize=[1, LENGTH - filter_size + 1, 1, 1], strides=[1, 1, 1, 1], padding="VALID"
            )
            pooled_outputs.append(pooled)
    h_pool = tf.reshape(tf.concat(pooled_outputs, 3), [-1, num_filters_total])
    return tf.nn.bias_add(tf.matmul(h_pool, out_w), out_b)


@tf.function(input_signature=[input_x_spec, input_y_spec])
def accuracy(input_x, input_y):
    scores = compute_scores(input_x)
    predictions = tf.argmax(scores, 1, name="predictions")
    return tf.reduce_mean(tf.cast(tf.equal(predictions, tf.argmax(input_y, 1)), "float"))


# TF1's epsilon, and its betas as float32
optimizer = tf.keras.optimizers.Adam(0.01, beta_1=0.8999999762, beta_2=0.9990000129, epsilon=1e-8)
variables = [W, *[v for all_filter, bias in zip(all_filters, biases) for v in (all_filter, bias)], out_w, out_b]
optimizer.build(variables)


@tf.function(input_signature=[input_x_spec, input_y_spec])
def train_step(input_x, input_y):
    with tf.GradientTape() as tape:
        scores = compute_scores(input_x)
        losses = tf.nn.softmax_cross_entropy_with_logits(logits=scores, labels=input_y)
        loss = tf.reduce_mean(losses) + 0.01 * (tf.nn.l2_loss(out_w) + tf.nn.l2_loss(out_b))
    gradients = [tf.convert_to_tensor(g) for g in tape.gradient(loss, variables)]
    optimizer.apply_gradients(zip(gradients, variables))
    return loss


words = np.arange(6 * LENGTH).reshape(6, LENGTH) * 7 % WORDS
classes = np.eye(CLASSES)[np.arange(6) % CLASSES]
for step in range(20):
    value = train_step(words, classes).numpy()
    if step % 5 == 0:
        print("step %d, loss %.5f" % (step, value))
print("accuracy %.3f" % accuracy(words, classes).numpy())
