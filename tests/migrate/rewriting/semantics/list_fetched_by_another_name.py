import tensorflow as tf

def convolve(image):
    images = [image]
    for i in range(2):
        images.append(image * i)
    return images

def show(images):
    print(images)

def main():
    image = tf.placeholder(tf.float32, [2])
    images = convolve(image)
    other = images
    with tf.Session() as sess:
        other = sess.run(other, {image: [1, 2]})
    images = other
    show(images)

main()
