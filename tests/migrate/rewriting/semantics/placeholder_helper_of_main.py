import tensorflow as tf

def build(n):
    x = tf.placeholder(tf.float32, [n])
    w = tf.Variable(2.0)
    return x, tf.reduce_sum(x) * w

def main():
    x, total = build(2)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        print("%.2f" % sess.run(total, {x: [1.0, 3.0]}))
main()
