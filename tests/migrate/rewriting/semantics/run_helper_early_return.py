import tensorflow as tf
def run_all(value, inputs, count):
    with tf.Session() as sess:
        for i in range(count):
            v = sess.run(value, {inputs: [1.0, i]})
            if v > 2:
                return v
    return -1
def main():
    x = tf.placeholder(tf.float32, [2])
    a = tf.reduce_sum(x)
    result = run_all(a, x, 5)
    print("%.2f" % result)
main()
