import ast

import pytest

from migrate.names import Names
from migrate.rewriting import keras

HEAD = (
    "import keras\nimport tensorflow as tf\nfrom keras import backend as K\n"
    "from keras.models import Sequential\nfrom keras.layers import *\n"
    "from keras.layers import Dense, BatchNormalization, Embedding, UpSampling2D\n"
)
MODEL = "model = Sequential()\nmodel.add(Dense(3, activation='softmax', input_dim=2))\n"
SGD = "o = keras.optimizers.SGD(0.1)\n"
GENERATOR = "def batches():\n    while True:\n        yield X, Y\ndef short():\n    yield X, Y\n"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("TF210", "K.function([a], [b])"),
        ("TF210", "K.get_session()"),
        ("TF210", "K.learning_phase()"),
        ("TF211", "keras.utils.multi_gpu_model(m)"),
        ("TF211", "keras.wrappers.scikit_learn.KerasClassifier(build)"),
        ("TF211", "from keras.wrappers import scikit_learn\nscikit_learn.KerasClassifier(build)"),
        ("TF211", "keras.preprocessing.image.ImageDataGenerator(rotation_range=30)"),
        ("TF211", "keras.preprocessing.image.ImageDataGenerator(True)"),
        ("TF211", "g = keras.preprocessing.image.ImageDataGenerator(zoom_range=2)\ng.fit(x)\ng.flow(x)"),
        ("TF211", "g = keras.preprocessing.image.ImageDataGenerator(zoom_range=2)\ng.fit(x, True)"),
        ("TF211", "from keras.preprocessing.image import *\nImageDataGenerator(zoom_range=2).flow(x)"),
        ("TF211", "from keras.preprocessing.image import ImageDataGenerator\nImageDataGenerator(zca_whitening=True)"),
        ("TF211", "from keras.optimizers import *\nnp.zeros(3)"),
        ("TF211", "from keras.layers import *\nMaxoutDense(3)"),
        ("TF212", "from keras.layers import *\nMasking()"),
        ("TF211", "from keras.layers import GRU\nif x:\n    from keras.layers import CuDNNGRU as GRU\nGRU(3)"),
        ("TF211", "from tensorflow.keras.layers import LSTM, CuDNNLSTM as LSTM\nLSTM(3)"),
        ("TF210", "K.set_session(session)"),
        ("TF210", "s = tf.Session()\nK.set_session(s)\ns.run(x)"),
        ("TF210", "K.set_session(tf.Session(graph=g))"),
        ("TF210", "K.set_session(tf.Session('grpc://localhost'))"),
        ("TF210", "with tf.Session() as s:\n    K.set_session(s)"),
        ("TF210", "x = K.set_session(tf.Session())"),
        ("TF210", "if x: K.set_session(tf.Session())"),
        ("TF210", "a = 1; K.set_session(tf.Session())"),
        ("TF212", "BatchNormalization(axis=1)"),
        ("TF212", "BatchNormalization(trainable=False)"),
        ("TF212", "BatchNormalization()(h, training=True)"),
        ("TF212", "n = BatchNormalization()\nn(a)\nn(b)"),
        ("TF212", "BatchNormalization()\nnet = keras.models.Model(i, o)\nfor x in xs:\n    net(x)"),
        ("TF212", "BatchNormalization()\ndef twice(net, a, b):\n    return net(a), net(b)"),
        ("TF212", "BatchNormalization()\nkeras.models.model_from_json(text)"),
        ("TF212", "tf.keras.layers.BatchNormalization(renorm=True)"),
        ("TF212", "Embedding(3, 2, mask_zero=True)"),
        ("TF212", "keras.layers.Masking()"),
        ("TF212", "UpSampling2D(interpolation='bilinear')"),
        ("TF212", "keras.layers.LSTM(3, activity_regularizer='l2')"),
        ("TF212", "keras.layers.ActivityRegularization(l2=0.1)"),
        ("TF212", "keras.layers.LSTM(3, stateful=True)"),
        ("TF212", "Dense(3, kernel_initializer=tf.random_normal_initializer())"),
        ("TF212", "h = Dense(3)(keras.layers.Input((2,)))\ntf.reduce_sum(h)"),
        ("TF213", "keras.optimizers.Nadam()"),
        ("TF213", MODEL + "model.compile('nadam', 'mse')"),
        ("TF213", MODEL + "model.compile(tf.train.RMSPropOptimizer(), 'mse')"),
        ("TF213", MODEL + "def f(o):\n    model.compile(o, 'mse')"),
        ("TF213", "keras.optimizers.SGD(clipnorm=1.0, clipvalue=1.0)"),
        ("TF213", MODEL + SGD + "model.compile(o, 'mse')\n" + MODEL + "model.compile(o, 'mse')"),
        ("TF213", MODEL + SGD + "for _ in range(2):\n    model.compile(o, 'mse')"),
        (
            "TF213",
            MODEL + SGD + "if x:\n    o = keras.optimizers.SGD(0.2)\nmodel.compile(o, 'mse')\nmodel.compile(o, 'mse')",
        ),
        ("TF214", "keras.optimizers.SGD(decay=0.1)\nkeras.callbacks.ReduceLROnPlateau()"),
        ("TF215", MODEL + "def f(m):\n    m.compile(loss='binary_crossentropy')"),
        ("TF215", MODEL + "loss = 'binary_crossentropy'\nmodel.compile('sgd', loss)"),
        ("TF215", MODEL + "model.compile('sgd', 'mse', metrics=['cosine_proximity'])"),
        ("TF215", MODEL + "def f(m):\n    model.compile('sgd', 'mse', metrics=m)"),
        ("TF215", MODEL + "print(model.metrics_names)"),
        ("TF218", "keras.models.load_model('old.h5')"),
        ("TF218", MODEL + "model.save('m.h5')\nread = keras.models.load_model('m.h5')\nread.fit(X, Y)"),
        ("TF218", MODEL + "model.save('m.h5')\nkeras.models.load_model('m.h5').fit(X, Y)"),
        (
            "TF218",
            MODEL + "model.compile('sgd', ['mse', 'mae'])\nmodel.save('m.h5')\nr = keras.models.load_model('m.h5')",
        ),
        ("TF218", MODEL + "model.save_weights('w')"),
        ("TF218", MODEL + "model.save_weights(name)"),
        ("TF218", MODEL + "import h5py\nmodel.save_weights('w.h5')"),
        ("TF218", "def save(model):\n    model.save_weights('w.h5')"),
        ("TF218", MODEL + "model.load_weights('w')"),
        ("TF218", MODEL + "model.load_weights('w.h5', by_name=True)"),
        ("TF218", MODEL + "model.layers[0].trainable = False\nmodel.load_weights('w.h5')"),
        ("TF218", "keras.callbacks.ModelCheckpoint('w.hdf5', save_weights_only=True)"),
        ("TF218", "keras.callbacks.ModelCheckpoint('w.h5', save_weights_only=only)"),
        ("TF218", "keras.callbacks.ModelCheckpoint('w.hdf5')"),
        ("TF218", "keras.callbacks.ModelCheckpoint('w.h5', period=5)"),
        ("TF219", "class Net(keras.models.Model):\n    pass"),
        ("TF219", "a = Dense(1)\nkeras.models.Model(i, [a, a]).compile('sgd', 'mse')"),
        ("TF219", "a = Dense(1)\nm = keras.models.Model(i, [a, a])\nm.compile('sgd', 'mse')"),
        (
            "TF219",
            "a = Dense(1)\nm = keras.models.Model(i, [a, a])\ntrain(m)\ndef train(m):\n    m.compile('sgd', 'mse')",
        ),
        ("TF210", "print(K.image_dim_ordering())"),
        ("TF210", "K.set_image_dim_ordering(ordering)"),
        ("TF210", "print(K.tensorflow_backend._get_available_gpus())"),
        ("TF219", MODEL + "model.reset_states()"),
        ("TF220", MODEL + "model.fit_generator(load_batches(), 3, 2)"),
        ("TF220", MODEL + GENERATOR + "model.fit_generator(short(), 3, 2)"),
        ("TF220", MODEL + GENERATOR + "g = batches()\nnext(g)\nmodel.fit_generator(g, 3, 2)"),
        ("TF220", MODEL + GENERATOR + "g = batches()\nfor i in range(3):\n    model.fit_generator(g, 3, 1)"),
        ("TF220", MODEL + GENERATOR + "model.fit_generator(batches(), 3, 2, validation_data=load())"),
    ],
)
def test_obstacle(code, text):
    tree = ast.parse(HEAD + text + "\n")
    assert code in {f.code for f in keras.obstacles(tree, Names(tree), "a.py")}


@pytest.mark.parametrize(
    "text",
    [
        "K.set_image_data_format('channels_last')",
        "K.clear_session()",
        "keras.layers.CuDNNLSTM(3)",
        (MODEL + SGD + "model.compile(o, 'mse')\n") * 2,
        "from keras.layers import LSTM\nif x:\n    from keras.layers import CuDNNLSTM as LSTM\nLSTM(3)",
        "from keras.layers import GRU\nif x:\n    from keras.layers import CuDNNGRU as GRU",
        "K.set_session(tf.Session(config=tf.ConfigProto()))",
        "from keras.wrappers.scikit_learn import KerasClassifier\nKerasClassifier(build)",
        MODEL + "model.compile('sgd', 'binary_crossentropy')",
        "keras.preprocessing.image.ImageDataGenerator(rescale=1 / 255, horizontal_flip=True).flow(x)",
        "g = keras.preprocessing.image.ImageDataGenerator(zoom_range=2)\ng.fit(x)",
        "if K.image_dim_ordering() == 'th':\n    pass",
        "if K.image_dim_ordering() not in {'tf'}:\n    pass\nK.set_image_dim_ordering('th')",
        "if K.image_dim_ordering() in {'tf', 'th'}:\n    pass",
        "if len(K.tensorflow_backend._get_available_gpus()) > 0:\n    pass",
        MODEL + "model.load_weights('w.hdf5')",
        "a = Dense(1)\nkeras.models.Model(i, [a, a]).predict(x)",
        MODEL + "model.compile('sgd', 'categorical_crossentropy', metrics=['acc'])",
        MODEL + "model.save('m.h5')\nkeras.models.load_model('m.h5')",
        MODEL + "model.save('m.h5')\nmodel.fit(X, Y)\nread = keras.models.load_model('m.h5')\nread.predict(X)",
        MODEL
        + "model.save('m.h5')\nread = keras.models.load_model('m.h5')\nread.compile('sgd', 'mae')\nread.fit(X, Y)",
        MODEL + "model.save('m.h5')\nread = keras.models.load_model('m.h5', compile=False)\nread.fit(X, Y)",
        MODEL + "model.save('m.h5', include_optimizer=False)\nread = keras.models.load_model('m.h5')\nread.fit(X, Y)",
        MODEL + GENERATOR + "model.fit_generator(short(), 3, epochs=1)",
        MODEL + GENERATOR + "model.fit_generator(batches(), 3, 2, validation_data=(X, Y))",
        "from sklearn.svm import SVC\nsvc = SVC()\nsvc.fit(load_batches())",
    ],
)
def test_no_obstacle(text):
    tree = ast.parse(HEAD + text + "\n")
    assert keras.obstacles(tree, Names(tree), "a.py") == []


def test_batch_normalization_after_dense_is_exact_in_tf_keras():
    text = (
        "import tensorflow as tf\nL = tf.keras.layers\n"
        "m = tf.keras.Sequential([L.Dense(3, input_shape=(2,)), L.BatchNormalization()])\n"
    )
    tree = ast.parse(text)
    assert keras.obstacles(tree, Names(tree)) == []
