import tensorflow as tf

x = tf.placeholder(tf.float32)
keep = tf.placeholder(tf.float32)
w = tf.Variable(2.0)
score = x * w * keep
sess = tf.Session()
sess.run(tf.global_variables_initializer())


def evaluate(values):
    total = 0.0
    for value in values:
        feed = {x: value, keep: 1.0}
        total += sess.run(score, feed_dict=feed)
    return total


print(evaluate([1.0, 2.0]))
print("again", evaluate([3.0]), evaluate([]))
