import tensorflow as tf
def run_all(value, inputs, count):
    """Runs it."""
    # all the sums
    found = []
    with tf.Session() as sess:
        for i in range(count):
            found.append(float(sess.run(value, {inputs: [1.0, i]})))
    squares = [i * i for i in found]
    return squares
def main():
    i = 7
    found = "mine"
    x = tf.placeholder(tf.float32, [2])
    a = tf.reduce_sum(x)
    result = run_all(a, x, 3)
    print(i, found, result)
if __name__ == "__main__":
    main()
