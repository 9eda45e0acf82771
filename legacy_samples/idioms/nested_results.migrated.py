"""Fetches in lists and dicts, parts of a dict of tensors, and expressions written in the fetches."""
import tensorflow as tf

x_spec = tf.TensorSpec([None, 2], tf.float32)
w = tf.Variable([[1.0], [2.0]])
b = tf.Variable([0.5])


def compute_net(x):
    return {"hidden": tf.matmul(x, w) + b}


@tf.function(input_signature=[x_spec])
def net_hidden(x):
    net = compute_net(x)
    return net["hidden"]


def forward(x):
    net = compute_net(x)
    net["scores"] = tf.sigmoid(net["hidden"])
    loss = tf.reduce_mean(tf.square(net["scores"] - 1.0))
    return net, loss


@tf.function(input_signature=[x_spec])
def loss_and_net_scores(x):
    net, loss = forward(x)
    return {"loss": loss, "scores": net["scores"]}


@tf.function(input_signature=[x_spec])
def evaluate(x):
    with tf.GradientTape() as tape:
        _, loss = forward(x)
    grads = tape.gradient(loss, [w, b])
    return loss, grads


batch = [[0.1, 0.2], [-0.3, 0.4]]
value, (dw, db) = tf.nest.map_structure(lambda t: t.numpy(), evaluate(batch))
print("%.5f" % value, dw, db)
found = tf.nest.map_structure(lambda t: t.numpy(), loss_and_net_scores(batch))
print(sorted(found), found["scores"])
print(net_hidden(batch).numpy())


@tf.function(input_signature=[x_spec])
def evaluate_2(x):
    return tf.shape(x)[0]


print(evaluate_2(batch).numpy(), (w * 2.0).numpy())
