"""Files of the package `keras` that look the same in Keras 2 and 3."""

from migrate.engine import Options, SourceFile, migrate_group

MODEL = "from keras.layers import BatchNormalization, Dense\nfrom keras.models import Sequential\n"
MODEL += "model = Sequential([Dense(3, input_dim=2), BatchNormalization(axis=1, trainable=False)])\n"
MODEL += "model.compile('sgd', 'mse')\nmodel.fit(x, y)\n"


def forms(text: str) -> list[str]:
    return [program.form for program in migrate_group([SourceFile("a.py", text)], Options()).programs]


def test_what_keras_3_would_change_silently_is_not_left_alone():
    assert forms(MODEL) == ["compat"]


def test_a_program_of_keras_3_is_left_alone():
    assert forms("import keras\nkeras.ops.zeros(3)\n" + MODEL) == []


def test_a_migrated_program_is_left_alone():
    text = "from keras.layers import Dense\nDense(3, activity_regularizer='l2')\n"
    result = migrate_group([SourceFile("a.py", text)], Options())
    again = migrate_group([SourceFile("a.py", result.files[0].text)], Options())
    assert result.programs[0].form == "native" and again.programs == []
