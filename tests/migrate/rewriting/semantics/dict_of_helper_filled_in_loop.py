import tensorflow as tf


def numbers(words):
    found = {}
    for word in words:
        found[word] = len(word)
    return found


def counted(last):
    found = {}
    at = 0
    while at < last:
        found[at] = at * at
        at += 1
    return found


x = tf.placeholder(tf.float32, [None])
y = 2.0 * x
with tf.Session() as sess:
    other = {}
    for at in range(3):
        other[x] = [at, at + 1.0]
        print(sess.run(y, other))
print(sorted(numbers(["a", "bb", "ccc"]).items()), sorted(counted(4).items()))
