import tensorflow as tf
scale = 2.0
def evaluate(sess, value, inputs):
    return sess.run(value, {inputs: [scale, 2.0]})
def main():
    scale = 5.0
    x = tf.placeholder(tf.float32, [2])
    a = tf.reduce_sum(x) * scale
    with tf.Session() as sess:
        print("%.2f" % evaluate(sess, a, x))
main()
