import tensorflow as tf
def run_all(value, inputs):
    import math as m
    with tf.Session() as sess:
        try:
            v = sess.run(value, {inputs: [1.0, 2.0]})
            raise ValueError("x")
        except ValueError as e:
            print(e)
    return m.floor(v)
def main():
    e = 5
    m = 6
    x = tf.placeholder(tf.float32, [2])
    a = tf.reduce_sum(x)
    result = run_all(a, x)
    print(result, e, m)
main()
